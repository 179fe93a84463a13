//! The bits of a scan (ITU-T T.81, F.2.2.5), with the zero bytes after each 0xFF left out.

/// Reads bits from the first to the last. After the data's end, or at a marker, zeros follow;
/// [`Bits::is_overdrawn`] tells whether any of them were used.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// The next byte to take.
    at: usize,
    /// The next bits, the first of them highest. Below the `count` that are accounted for may stand
    /// bits that will be taken again; they are the same.
    ahead: u64,
    count: u32,
    /// How many bits of those ahead are made up.
    made_up: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self {
            data,
            at: 0,
            ahead: 0,
            count: 0,
            made_up: 0,
        }
    }

    /// Makes sure that at least 56 bits are ahead.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        if let Some(next) = self
            .data
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<8>())
        {
            let next = u64::from_be_bytes(*next);
            if !has_ff(next) {
                self.ahead |= next >> self.count;
                self.at += ((63 - self.count) >> 3) as usize;
                self.count |= 56;
                return;
            }
        }
        self.refill_slowly();
    }

    #[cold]
    #[inline(never)]
    fn refill_slowly(&mut self) {
        while self.count <= 56 {
            let byte = match (self.data.get(self.at), self.data.get(self.at + 1)) {
                (Some(0xff), Some(0)) => {
                    self.at += 2;
                    0xff
                }
                (Some(0xff) | None, _) => {
                    self.made_up += 8;
                    0
                }
                (Some(&byte), _) => {
                    self.at += 1;
                    byte
                }
            };
            self.ahead |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next `count` bits (1–32), without taking them.
    #[inline(always)]
    pub(super) fn peek(&self, count: u32) -> u32 {
        (self.ahead >> (64 - count)) as u32
    }

    /// Takes `count` bits, which must be ahead.
    #[inline(always)]
    pub(super) fn take(&mut self, count: u32) {
        self.ahead <<= count;
        self.count -= count;
    }

    /// How many bits are ahead.
    #[inline(always)]
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Whether bits that are not in the data have been taken.
    pub(super) fn is_overdrawn(&self) -> bool {
        self.made_up > self.count
    }

    /// Whether the data ends before its end marker; asked after being overdrawn.
    pub(super) fn is_at_end(&self) -> bool {
        matches!(
            self.data.get(self.at..),
            None | Some([] | [0xff] | [0xff, 0xd9, ..])
        )
    }

    /// Goes past restart marker `number` (0–7), which must be next but for bits that fill up a byte.
    pub(super) fn restart(&mut self, number: u8) -> bool {
        // Whole bytes may have been taken ahead only if there was no marker: then it is not next.
        let rest = self.data.get(self.at..).unwrap_or_default();
        let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
        if fill == 0 || rest.get(fill) != Some(&(0xd0 + number)) {
            return false;
        }
        *self = Self {
            data: self.data,
            at: self.at + fill + 1,
            ahead: 0,
            count: 0,
            made_up: 0,
        };
        true
    }
}

/// Whether one of the eight bytes is 0xFF.
fn has_ff(bytes: u64) -> bool {
    let zeros = !bytes;
    zeros.wrapping_sub(0x0101_0101_0101_0101) & bytes & 0x8080_8080_8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &[u8], counts: &[u32]) -> Vec<u32> {
        let mut bits = Bits::new(data);
        counts
            .iter()
            .map(|&count| {
                bits.refill();
                let value = bits.peek(count);
                bits.take(count);
                value
            })
            .collect()
    }

    #[test]
    fn stuffed_zeros_are_left_out() {
        let data = [0x12, 0xff, 0x00, 0x34, 0xff, 0x00, 0xff, 0x00, 0x56];
        assert_eq!(read(&data, &[8; 6]), [0x12, 0xff, 0x34, 0xff, 0xff, 0x56]);
    }

    #[test]
    fn odd_counts_over_long_data_lose_nothing() {
        let data: Vec<u8> = (0..200_u32).map(|index| (index * 97 % 251) as u8).collect();
        let mut bits = Bits::new(&data);
        let (mut value, mut held, mut out) = (0_u64, 0, Vec::new());
        for step in 0.. {
            let count = [1, 7, 13, 3, 16, 10][step % 6];
            bits.refill();
            value = (value << count) | u64::from(bits.peek(count));
            held += count;
            bits.take(count);
            if bits.is_overdrawn() {
                break;
            }
            while held >= 8 {
                held -= 8;
                out.push((value >> held) as u8);
            }
        }
        assert_eq!(out[..198], data[..198]);
    }

    #[test]
    fn a_marker_gives_zeros_that_are_noticed() {
        let mut bits = Bits::new(&[0xab, 0xff, 0xd9, 0x77]);
        bits.refill();
        assert_eq!(bits.peek(16), 0xab00);
        bits.take(8);
        assert!(!bits.is_overdrawn());
        bits.take(1);
        assert!(bits.is_overdrawn() && bits.is_at_end());
    }

    #[test]
    fn a_restart_goes_on_after_its_marker() {
        let mut bits = Bits::new(&[0xab, 0xff, 0xd3, 0x77]);
        bits.refill();
        bits.take(5);
        assert!(!bits.restart(2));
        assert!(bits.restart(3));
        bits.refill();
        assert_eq!(bits.peek(8), 0x77);
    }
}
