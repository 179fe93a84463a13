//! Whose something is, in English: "Märta's", but "Lars'".

export const owned = (name: string): string => (/s$/i.test(name) ? `${name}’` : `${name}’s`);
