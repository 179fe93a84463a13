//! Numbers out of a glb, without trusting a single one of its lengths.

use gltf::accessor::{DataType, Dimensions};
use gltf::{Accessor, Document};

use crate::error::WorldError;

/// The binary part of a glb.
pub(super) struct Numbers<'a> {
    bytes: &'a [u8],
}

impl<'a> Numbers<'a> {
    /// Refuses a file whose binary part is shorter than it says.
    pub(super) fn new(document: &Document, bytes: &'a [u8]) -> Result<Self, WorldError> {
        for buffer in document.buffers() {
            if !matches!(buffer.source(), gltf::buffer::Source::Bin) {
                return Err(WorldError::PartsElsewhere);
            }
            if buffer.length() > bytes.len() {
                return Err(WorldError::CutOff {
                    missing: buffer.length() - bytes.len(),
                });
            }
        }
        Ok(Self { bytes })
    }

    /// The bytes of a view.
    pub(super) fn view(&self, view: &gltf::buffer::View<'_>) -> Result<&'a [u8], WorldError> {
        let end = view.offset().checked_add(view.length());
        end.and_then(|end| self.bytes.get(view.offset()..end))
            .ok_or(WorldError::CutOff {
                missing: view
                    .offset()
                    .saturating_add(view.length())
                    .saturating_sub(self.bytes.len()),
            })
    }

    /// Rows of `N` numbers; what the file has fewer of is filled from `rest`, integers become shares where they
    /// are meant so.
    pub(super) fn rows<const N: usize>(
        &self,
        accessor: &Accessor<'_>,
        rest: [f32; N],
    ) -> Result<Vec<[f32; N]>, WorldError> {
        let (columns, size) = (columns(accessor), accessor.data_type().size());
        let (data, stride) = self.data(accessor, columns * size)?;
        let share = accessor.normalized();
        let mut rows = Vec::with_capacity(accessor.count());
        for index in 0..accessor.count() {
            let row = &data[index * stride..][..columns * size];
            let mut numbers = rest;
            for (number, bytes) in numbers.iter_mut().zip(row.chunks_exact(size)) {
                *number = read(accessor.data_type(), bytes, share);
            }
            rows.push(numbers);
        }
        Ok(rows)
    }

    /// Whole numbers, as indices are.
    pub(super) fn whole(&self, accessor: &Accessor<'_>) -> Result<Vec<u32>, WorldError> {
        let size = accessor.data_type().size();
        let (data, stride) = self.data(accessor, size)?;
        (0..accessor.count())
            .map(|index| {
                let bytes = &data[index * stride..][..size];
                match accessor.data_type() {
                    DataType::U8 => Ok(u32::from(bytes[0])),
                    DataType::U16 => Ok(u32::from(u16::from_le_bytes([bytes[0], bytes[1]]))),
                    DataType::U32 => {
                        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
                    }
                    _ => Err(WorldError::Malformed {
                        reason: "indices of triangles are no whole numbers".to_owned(),
                    }),
                }
            })
            .collect()
    }

    /// The bytes from the first row on, and from one row to the next; long enough for every row.
    fn data(&self, accessor: &Accessor<'_>, row: usize) -> Result<(&'a [u8], usize), WorldError> {
        if accessor.sparse().is_some() {
            return Err(WorldError::Malformed {
                reason: "it holds sparse accessors; export it without them".to_owned(),
            });
        }
        let view = accessor.view().ok_or_else(|| WorldError::Malformed {
            reason: "it holds numbers without a place in the file".to_owned(),
        })?;
        let stride = view.stride().unwrap_or(row).max(row);
        let bytes = self.view(&view)?;
        let needed = match accessor.count() {
            0 => 0,
            count => (count - 1)
                .checked_mul(stride)
                .and_then(|to_last| to_last.checked_add(row))
                .unwrap_or(usize::MAX),
        };
        let data = bytes.get(accessor.offset()..).unwrap_or_default();
        if data.len() < needed {
            return Err(WorldError::CutOff {
                missing: needed - data.len(),
            });
        }
        Ok((data, stride))
    }
}

fn columns(accessor: &Accessor<'_>) -> usize {
    match accessor.dimensions() {
        Dimensions::Scalar => 1,
        Dimensions::Vec2 => 2,
        Dimensions::Vec3 => 3,
        Dimensions::Vec4 | Dimensions::Mat2 => 4,
        Dimensions::Mat3 => 9,
        Dimensions::Mat4 => 16,
    }
}

fn read(kind: DataType, bytes: &[u8], share: bool) -> f32 {
    let whole = |value: f32, most: f32| {
        if share {
            (value / most).max(-1.0)
        } else {
            value
        }
    };
    let number = match kind {
        DataType::I8 => whole(f32::from(bytes[0] as i8), 127.0),
        DataType::U8 => whole(f32::from(bytes[0]), 255.0),
        DataType::I16 => whole(f32::from(i16::from_le_bytes([bytes[0], bytes[1]])), 32767.0),
        DataType::U16 => whole(f32::from(u16::from_le_bytes([bytes[0], bytes[1]])), 65535.0),
        DataType::U32 => u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as f32,
        DataType::F32 => f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
    };
    if number.is_finite() { number } else { 0.0 }
}
