// The simulator that the .NET test started, by its own addresses: what really happened, and what is to go wrong.
const root = process.env.SIMULATOR ?? "http://127.0.0.1:8766/";

export async function truth() {
  const response = await fetch(new URL("_sim/truth", root));
  return response.json();
}

/** Rules for the submits from now on; they are counted from 1 again. */
export async function play(...rules) {
  const response = await fetch(new URL("_sim/script", root), { method: "PUT", body: JSON.stringify({ rules }) });
  if (!response.ok) {
    throw new Error(await response.text());
  }
}

/** What a call is to suffer, as options of a call need it. */
export const suffering = (behaviours) => ({ "X-Sim-Behaviour": behaviours });

/** Reads until `isEnough` says so. */
export async function until(read, isEnough) {
  for (;;) {
    const value = await read();
    if (isEnough(value)) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Lets a job end that is held; waits until there is one. */
export const release = () => until(
  async () => (await (await fetch(new URL("_sim/release", root), { method: "POST" })).json()).released,
  (released) => released > 0,
);

export { root };
