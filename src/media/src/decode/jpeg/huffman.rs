//! Huffman tables (ITU-T T.81, annex C and F.2.2.3), made for decoding by look-up.

use crate::MediaError;

/// Bits that are looked up at once. Longer codes are rare and searched.
pub(super) const LOOK: u32 = 10;

/// A table for the first coefficient of a block, or one for the others.
#[derive(Clone)]
pub(super) struct Table {
    /// By the next [`LOOK`] bits: code and value at once where both fit, see [`Entry`].
    pub(super) quick: Box<[Entry; 1 << LOOK]>,
    /// For each code length, one more than its highest code, with the code's first bit at bit 15.
    /// Lengths that are not used repeat the one before.
    limits: [u32; 17],
    /// For each code length, what to add to a code to find its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

/// What the next bits say. `bits` is 0 where the look-up is not enough.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The coefficient's value.
    pub(super) value: i16,
    /// Zeros before it; [`END`] for "no more in this block".
    pub(super) run: u8,
    /// Bits of code and value together.
    pub(super) bits: u8,
}

/// The run that ends a block: it leads beyond the last coefficient from everywhere.
pub(super) const END: u8 = 64;

impl Table {
    /// From the number of codes of each length 1–16 and the symbols in their order.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, MediaError> {
        let mut table = Self {
            quick: Box::new([Entry::default(); 1 << LOOK]),
            limits: [0; 17],
            offsets: [0; 17],
            symbols: symbols.to_vec(),
        };
        let mut code = 0_u32;
        let mut index = 0_usize;
        for length in 1..=16_u32 {
            let count = u32::from(counts[length as usize - 1]);
            if code + count > 1 << length {
                return Err(super::damaged(
                    "a Huffman table has more codes than there can be",
                ));
            }
            table.offsets[length as usize] = index as i32 - code as i32;
            for _ in 0..count {
                let Some(&symbol) = symbols.get(index) else {
                    return Err(super::damaged("a Huffman table lacks symbols"));
                };
                if length <= LOOK {
                    table.fill(code, length, symbol);
                }
                code += 1;
                index += 1;
            }
            table.limits[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Ok(table)
    }

    /// Enters everything that begins with `code`.
    fn fill(&mut self, code: u32, length: u32, symbol: u8) {
        let (run, size) = (symbol >> 4, u32::from(symbol & 15));
        let free = LOOK - length;
        for tail in 0..1_u32 << free {
            let entry = &mut self.quick[((code << free) | tail) as usize];
            if symbol == 0 {
                *entry = Entry {
                    value: 0,
                    run: END,
                    bits: length as u8,
                };
            } else if size > 0 && size <= free {
                let value = extend(tail >> (free - size), size) as i16;
                *entry = Entry {
                    value,
                    run,
                    bits: (length + size) as u8,
                };
            }
        }
    }

    /// The symbol and the length of the code that the 16 bits begin with.
    pub(super) fn search(&self, bits: u32) -> Option<(u8, u32)> {
        let length = (1..=16).find(|length| bits < self.limits[*length])?;
        let code = (bits >> (16 - length)) as i32;
        let symbol = self.symbols.get((code + self.offsets[length]) as usize)?;
        Some((*symbol, length as u32))
    }
}

/// The number that `size` bits stand for (T.81, F.2.2.1): the upper half is positive.
pub(super) fn extend(bits: u32, size: u32) -> i32 {
    if size == 0 {
        0
    } else if bits >> (size - 1) != 0 {
        bits as i32
    } else {
        bits as i32 - (1 << size) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_extend_as_the_standard_lists_them() {
        assert_eq!([extend(0, 1), extend(1, 1)], [-1, 1]);
        assert_eq!([0, 1, 2, 3].map(|bits| extend(bits, 2)), [-3, -2, 2, 3]);
        assert_eq!([extend(0, 11), extend(2047, 11)], [-2047, 2047]);
        assert_eq!(extend(0, 0), 0);
    }

    #[test]
    fn every_code_is_found_both_ways() {
        // Lengths 2, 3, 3, 12: codes 00, 010, 011, 100000000000.
        let mut counts = [0; 16];
        (counts[1], counts[2], counts[11]) = (1, 2, 1);
        let table = Table::new(&counts, &[0x00, 0x01, 0x12, 0xf0]).unwrap();
        assert_eq!(table.search(0b00 << 14), Some((0x00, 2)));
        assert_eq!(table.search(0b010 << 13), Some((0x01, 3)));
        assert_eq!(table.search((0b011 << 13) | 77), Some((0x12, 3)));
        assert_eq!(table.search(0b1000_0000_0000 << 4), Some((0xf0, 12)));
        assert_eq!(table.search(0xffff), None);
        let quick = |bits: usize| table.quick[bits];
        assert_eq!(
            quick(0),
            Entry {
                value: 0,
                run: END,
                bits: 2
            }
        );
        assert_eq!(
            quick(0b0101 << 6),
            Entry {
                value: 1,
                run: 0,
                bits: 4
            }
        );
        assert_eq!(
            quick(0b01100 << 5),
            Entry {
                value: -3,
                run: 1,
                bits: 5
            }
        );
        assert_eq!(quick(0b10_0000_0000), Entry::default());
    }

    #[test]
    fn impossible_tables_are_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(Table::new(&counts, &[1, 2, 3]).is_err());
        counts[0] = 1;
        assert!(Table::new(&counts, &[]).is_err());
    }
}
