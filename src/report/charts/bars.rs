//! Horizontal bar charts: a label, a bar from zero, and its value.

use crate::report::chart::{At, Drawing, Ink, Sheet, WIDTH, width_of};

/// A bar.
pub struct Bar {
    /// Label.
    pub label: String,
    /// Length; may be negative.
    pub value: f64,
    /// Text at the end of the bar.
    pub shown: String,
}

/// Height of a bar including its label above and the space below.
const STEP: i32 = 44;
const THICK: i32 = 18;

/// Returns where a text starts: at `from`, or behind the mark if it would overlap it.
fn beside(from: i32, width: i32, mark: Option<i32>) -> i32 {
    match mark {
        Some(mark) if (from - 3..from + width).contains(&mark) => mark + 6,
        _ => from,
    }
}

/// Draws bars below each other; `mark` is a reference value, drawn as a line, with its label.
pub fn draw(bars: &[Bar], mark: Option<(f64, &str)>) -> Drawing {
    let top = if mark.is_some() { 26 } else { 4 };
    let height = top + STEP * bars.len() as i32;
    let values = || bars.iter().map(|bar| bar.value);
    let marked = mark.map_or(0.0, |(value, _)| value);
    let (low, high) = (
        values().fold(0.0, f64::min),
        values().fold(marked, f64::max).max(f64::MIN_POSITIVE),
    );
    let room = |negative: bool| {
        let shown = bars.iter().filter(|bar| (bar.value < 0.0) == negative);
        shown
            .map(|bar| width_of(&bar.shown) + 14)
            .max()
            .unwrap_or(0)
    };
    let (left, right) = (if low < 0.0 { room(true) } else { 0 }, WIDTH - room(false));
    let unit = f64::from(right - left) / (high - low);
    let x = |value: f64| left + ((value - low) * unit).round() as i32;
    Drawing::new(height, |sheet: &Sheet| {
        for (place, bar) in bars.iter().enumerate() {
            let y = top + STEP * place as i32;
            sheet.text((0, y + 9), At::Start, Ink::Text, &bar.label);
            let (from, to) = (x(0.0).min(x(bar.value)), x(0.0).max(x(bar.value)));
            let ink = if bar.value < 0.0 {
                Ink::Other
            } else {
                Ink::Data
            };
            sheet.rect((from, y + 20), (to.max(from + 1), y + 20 + THICK), ink, 1.0);
            let middle = y + 20 + THICK / 2;
            match bar.value < 0.0 {
                true => sheet.text((from - 6, middle), At::End, Ink::Text, &bar.shown),
                false => {
                    let from = beside(to + 6, width_of(&bar.shown), mark.map(|mark| x(mark.0)));
                    sheet.text((from, middle), At::Start, Ink::Text, &bar.shown);
                }
            }
        }
        if low < 0.0 {
            sheet.line((x(0.0), top + 18), (x(0.0), height - 2), Ink::Text, 1);
        }
        if let Some((value, name)) = mark {
            let at = x(value);
            // Only between the labels, so that it crosses none.
            for place in 0..bars.len() as i32 {
                let y = top + STEP * place + 18;
                sheet.line((at, y), (at, y + THICK + 4), Ink::Text, 2);
            }
            let place = match at < width_of(name) {
                true => At::Start,
                false => At::End,
            };
            sheet.small((at, 10), place, Ink::Dim, name);
        }
    })
}
