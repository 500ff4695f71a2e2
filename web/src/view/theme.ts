import type { HostContext } from "./bridge.js";

const taken: Readonly<Record<string, string>> = {
  "--ink": "--color-text-primary",
  "--soft": "--color-text-secondary",
  "--card": "--color-background-secondary",
  "--raised": "--color-background-tertiary",
  "--line": "--color-border-primary",
  "--sans": "--font-sans",
  "--mono": "--font-mono",
};

/** Dresses the page as the host does. Colours are taken only together: one of theirs on one of ours may be unreadable. */
export const dress = (context: HostContext): void => {
  const root = document.documentElement;
  if (context.theme === "dark" || context.theme === "light") root.dataset["theme"] = context.theme;
  const given = context.styles?.variables ?? {};
  const coloured = ["--color-text-primary", "--color-text-secondary", "--color-background-secondary", "--color-background-tertiary", "--color-border-primary"].every((name) => given[name]);
  for (const [ours, theirs] of Object.entries(taken)) {
    const value = given[theirs];
    if (value && (coloured || !theirs.startsWith("--color"))) root.style.setProperty(ours, value);
  }
  if (context.locale) root.lang = context.locale;
};
