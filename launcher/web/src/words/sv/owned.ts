//! Whose something is, in Swedish: "Märtas", but "Lars".

export const owned = (name: string): string => (/[sxz]$/i.test(name) ? name : `${name}s`);
