// The server under test: everything after "--", else the command line as it is. An address is a server to call, else it is a command.
const given = process.argv.slice(2);
const cut = given.indexOf('--');
const words = cut < 0 ? given : given.slice(cut + 1);
if (words.length === 0) {
  console.error('usage: node <script>.mjs -- COMMAND [ARGUMENT…]   (the command of a videogen stdio server)');
  console.error('       node <script>.mjs -- http://127.0.0.1:8377/mcp');
  process.exit(2);
}

export const [command, ...args] = words;
export const address = /^https?:/u.test(command) ? new URL(command) : undefined;
