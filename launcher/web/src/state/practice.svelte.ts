//! Practice mode (T11): everything as real, nothing kept. It belongs to the page and ends with the lock.

class Practice {
  on = $state(false);
}

/** Whether this page practises. */
export const practice = new Practice();
