// What can be undone.

/** What can be undone, from its first state on. Changes of one `kind` that follow each other are undone as one. */
export function historyOf(first) {
  let [states, at, last] = [[first], 0, ""];
  return {
    now: () => states[at],
    first: () => states[0],
    before: () => states[at - 1],
    after: () => states[at + 1],
    /** What a change of this kind is undone to. */
    since: (kind) => states[kind === last ? at - 1 : at],
    add(state, kind = "") {
      const again = kind && kind === last;
      states = [...states.slice(0, again ? at : at + 1), state];
      [at, last] = [states.length - 1, kind];
    },
    restart(state) {
      [states, at, last] = [[state], 0, ""];
    },
    travel(by) {
      [at, last] = [Math.max(0, Math.min(states.length - 1, at + by)), ""];
    },
  };
}
