/** Where pictures and clips come from. Elements hand over addresses as they find them in the data and never look into them. */
export interface Source {
  /** An address that an img can show; null where there is none. */
  picture(address: string): Promise<string | null>;
  /** An address that a video can play; null where there is none. */
  clip(address: string): Promise<string | null>;
}

/** Addresses that the page can load as they are. */
export const asItStands: Source = {
  picture: (address) => Promise.resolve(address),
  clip: (address) => Promise.resolve(address),
};
