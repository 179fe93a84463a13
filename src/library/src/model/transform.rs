//! Where nodes inside each other stand.

/// A transform: four columns, as glTF writes matrices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Transform([[f32; 4]; 4]);

impl Default for Transform {
    fn default() -> Transform {
        let mut columns = [[0.0; 4]; 4];
        for (at, column) in columns.iter_mut().enumerate() {
            column[at] = 1.0;
        }
        Transform(columns)
    }
}

impl Transform {
    /// This one, with another inside it.
    pub(super) fn then(&self, inner: [[f32; 4]; 4]) -> Transform {
        Transform(inner.map(|column| self.apply(column)))
    }

    /// Where a point inside it stands.
    pub(super) fn point(&self, [x, y, z]: [f32; 3]) -> [f32; 3] {
        let [x, y, z, _] = self.apply([x, y, z, 1.0]);
        [x, y, z]
    }

    fn apply(&self, vector: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|row| (0..4).map(|at| self.0[at][row] * vector[at]).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_moves_along() {
        let moved = |by: [f32; 3]| {
            let mut columns = Transform::default().0;
            columns[3][..3].copy_from_slice(&by);
            columns
        };
        let all = Transform::default()
            .then(moved([1.0, 2.0, 3.0]))
            .then(moved([0.0, 0.0, -5.0]));
        assert_eq!(all.point([1.0, 0.0, 0.0]), [2.0, 2.0, -2.0]);
    }
}
