//! Lines between tables, with crow's feet for cardinality.

use std::fmt::Write as _;

/// A line from a referring column to the key that it refers to.
pub struct Line {
    /// Start, intermediate points and end, in pairs. The line is horizontal at each.
    pub points: Vec<(i32, i32)>,
    /// Whether it leaves its first point to the right.
    pub leaves_right: bool,
    /// Whether it reaches its last point from the right.
    pub from_right: bool,
    /// Whether several rows may refer to one.
    pub many: bool,
    /// Whether the reference may be NULL.
    pub optional: bool,
    /// CSS class.
    pub class: &'static str,
}

/// Length of a crow's foot.
const FOOT: i32 = 10;

impl Line {
    /// Renders the line as SVG.
    pub fn svg(&self) -> String {
        let side = |right: bool| if right { 1 } else { -1 };
        let (out, into) = (side(self.leaves_right), side(self.from_right));
        let (Some(&begin), Some(&end)) = (self.points.first(), self.points.last()) else {
            return String::new();
        };
        let mut path = format!("M{} {}", begin.0, begin.1);
        let mut direction = out;
        let last = self.points.len() - 1;
        for (place, pair) in self.points.windows(2).enumerate() {
            let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
            if y0 == y1 {
                let _ = write!(path, "L{x1} {y1}");
                continue;
            }
            let bend = match direction == -into || place + 1 < last {
                true => (x1 - x0).abs() / 2,
                // Both ends are on the same side, so the line loops around.
                false => 28 + (y1 - y0).abs().min(160) / 5,
            };
            let arrives = if place + 1 == last { into } else { -direction };
            let _ = write!(
                path,
                "C{} {y0} {} {y1} {x1} {y1}",
                x0 + direction * bend,
                x1 + arrives * bend
            );
            direction = -arrives;
        }
        if self.many {
            let foot = begin.0 + out * FOOT;
            for spread in [-5, 5] {
                let _ = write!(path, "M{foot} {}L{} {}", begin.1, begin.0, begin.1 + spread);
            }
        }
        let bar = end.0 + into * 7;
        let _ = write!(path, "M{bar} {}V{}", end.1 - 5, end.1 + 5);
        let circle = match self.optional {
            true => format!(
                "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>",
                self.class,
                end.0 + into * 13,
                end.1
            ),
            false => String::new(),
        };
        format!("<path class=\"{}\" d=\"{path}\"/>{circle}\n", self.class)
    }
}
