/** What is remembered of a plan over a reload: nothing but the id of its request. */
export const memory = {
  recall: (hash: string): string | null => {
    try {
      return localStorage.getItem(`videogen:${hash}`);
    } catch {
      return null;
    }
  },
  keep: (hash: string, requestId: string): void => {
    try {
      localStorage.setItem(`videogen:${hash}`, requestId);
    } catch {
      // a host without storage: a reload shows the plan again, and its key finds the order
    }
  },
};
