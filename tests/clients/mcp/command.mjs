// The server under test: everything after "--", else the command line as it is.
const given = process.argv.slice(2);
const cut = given.indexOf('--');
const words = cut < 0 ? given : given.slice(cut + 1);
if (words.length === 0) {
  console.error('usage: node <script>.mjs -- COMMAND [ARGUMENT…]   (the command of a videogen stdio server)');
  process.exit(2);
}

export const [command, ...args] = words;
