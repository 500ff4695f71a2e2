// Everything that is built, for pages of the tests.
import "../src/elements/player.js";
import "../src/elements/compare.js";
