//! A drawing surface, and the figure on the page that it becomes.
//!
//! The page is light or dark depending on the reader's settings, so a drawing has no colors of its own: each [`Ink`] is a variable of the
//! page's style.

use super::html::{details, escaped};
use crate::terminal;
use std::cell::RefCell;
use std::fmt::Write as _;
use svg::node::element::{Circle, Line, Rectangle, Text};

/// Width of every chart, in drawing units: text stays readable at the width of a phone's screen.
pub const WIDTH: i32 = 480;
/// Margin at either side for text that extends beyond its position.
const EDGE: i32 = 3;
/// Font size.
const LETTERS: i32 = 16;
/// Maximum average width of a character, relative to the font size: digits and the percent sign of DejaVu Sans are this wide.
const LETTER_WIDTH: f64 = 0.72;

/// A color of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text and axes.
    Text,
    /// Secondary text.
    Dim,
    /// Lines behind the data.
    Grid,
    /// Data.
    Data,
    /// Data of a second series.
    Other,
}

impl Ink {
    /// Returns the CSS variable.
    const fn variable(self) -> &'static str {
        match self {
            Ink::Text => "var(--ink)",
            Ink::Dim => "var(--dim)",
            Ink::Grid => "var(--line)",
            Ink::Data => "var(--blue)",
            Ink::Other => "var(--orange)",
        }
    }
}

/// Alignment of text relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The text starts there.
    Start,
    /// The text is centered there.
    Middle,
    /// The text ends there.
    End,
}

/// The surface that a chart is drawn on.
pub struct Sheet(RefCell<String>);

impl Sheet {
    fn add(&self, element: impl std::fmt::Display) {
        let _ = writeln!(self.0.borrow_mut(), "{element}");
    }

    /// Draws a filled rectangle.
    pub fn rect(&self, from: (i32, i32), to: (i32, i32), ink: Ink, opacity: f64) {
        let rectangle = Rectangle::new()
            .set("x", from.0)
            .set("y", from.1)
            .set("width", to.0 - from.0)
            .set("height", to.1 - from.1)
            .set("fill", ink.variable());
        match opacity < 1.0 {
            true => self.add(rectangle.set("fill-opacity", opacity)),
            false => self.add(rectangle),
        }
    }

    /// Draws a line.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), ink: Ink, width: u32) {
        let line = Line::new().set("x1", from.0).set("y1", from.1);
        let line = line.set("x2", to.0).set("y2", to.1);
        let line = line.set("stroke", ink.variable());
        self.add(line.set("stroke-width", width));
    }

    /// Draws a filled circle.
    pub fn dot(&self, at: (i32, i32), radius: i32, ink: Ink) {
        let circle = Circle::new().set("cx", at.0).set("cy", at.1);
        self.add(circle.set("r", radius).set("fill", ink.variable()));
    }

    /// Draws a line of text, vertically centered on the point.
    pub fn text(&self, at: (i32, i32), place: At, ink: Ink, text: &str) {
        self.letters(at, place, ink, text, LETTERS);
    }

    /// Like [`text`](Sheet::text), in a smaller font.
    pub fn small(&self, at: (i32, i32), place: At, ink: Ink, text: &str) {
        self.letters(at, place, ink, text, LETTERS - 2);
    }

    fn letters(&self, at: (i32, i32), place: At, ink: Ink, text: &str, size: i32) {
        let place = match place {
            At::Start => "start",
            At::Middle => "middle",
            At::End => "end",
        };
        // Control characters are escaped, as everywhere on the page; the library escapes markup.
        let text = Text::new(terminal::escape(text))
            .set("x", at.0)
            .set("y", at.1);
        let text = text.set("dominant-baseline", "central");
        let text = text.set("text-anchor", place).set("font-size", size);
        self.add(text.set("fill", ink.variable()));
    }
}

/// Returns the maximum width of a text.
pub fn width_of(text: &str) -> i32 {
    (text.chars().count() as f64 * f64::from(LETTERS) * LETTER_WIDTH).ceil() as i32
}

/// A figure of the page.
pub struct Figure {
    /// Anchor on the page, for links.
    pub id: &'static str,
    /// Title.
    pub title: &'static str,
    /// How to read it, and what it is based on.
    pub caption: String,
    /// Text description, for readers who cannot see it.
    pub alt: String,
    /// The drawing.
    pub svg: Drawing,
    /// The same data as an HTML table.
    pub table: String,
}

/// An SVG drawing.
pub struct Drawing {
    height: i32,
    content: String,
}

impl Drawing {
    /// Draws on a sheet of this height.
    pub fn new(height: i32, draw: impl FnOnce(&Sheet)) -> Drawing {
        let sheet = Sheet(RefCell::default());
        draw(&sheet);
        let content = sheet.0.into_inner();
        Drawing { height, content }
    }
}

impl Figure {
    /// Renders the figure as HTML.
    pub fn html(&self) -> String {
        let Figure { id, title, .. } = self;
        let (caption, alt) = (escaped(&self.caption), escaped(&self.alt));
        format!(
            "<figure id=\"{id}\">\n<h3>{title}</h3>\n\
             <svg viewBox=\"-{EDGE} 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">\n\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-text\">{alt}</desc>\n{}</svg>\n\
             <figcaption>{caption}</figcaption>\n{}</figure>\n",
            WIDTH + 2 * EDGE,
            self.svg.height,
            self.svg.content,
            details("As a table", &self.table),
        )
    }
}

/// Renders a placeholder for a figure that cannot be drawn.
pub fn missing(id: &str, title: &str, why: &str) -> String {
    format!(
        "<figure id=\"{id}\">\n<h3>{title}</h3>\n<p class=\"none\">{}</p>\n</figure>\n",
        escaped(why)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_use_the_colors_of_the_page_and_escape_the_data() {
        let drawing = Drawing::new(100, |sheet| {
            sheet.rect((0, 0), (9, 9), Ink::Data, 0.5);
            sheet.line((0, 0), (9, 9), Ink::Grid, 1);
            sheet.dot((5, 5), 2, Ink::Other);
            sheet.text((5, 5), At::End, Ink::Text, "a < b");
            sheet.small((5, 5), At::Start, Ink::Dim, "c");
        });
        let colors: Vec<&str> = drawing.content.split("var(--").skip(1).collect();
        assert_eq!(colors.len(), 5, "{}", drawing.content);
        assert!(!drawing.content.contains('#'), "{}", drawing.content);
        assert!(drawing.content.contains("a &lt; b"), "{}", drawing.content);
    }
}
