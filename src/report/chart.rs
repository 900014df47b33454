//! A sheet to draw on, and the figure on the page that it becomes.
//!
//! The page is light or dark as its reader likes, so a drawing has no colors of its own: each [`Ink`] is a variable of the
//! page's style.

use super::html::{details, escaped};
use crate::terminal;
use std::cell::RefCell;
use std::fmt::Write as _;
use svg::node::element::{Circle, Line, Rectangle, Text};

/// The width of every chart, in the units of its drawing: as wide as a phone's screen shows it in readable letters.
pub const WIDTH: i32 = 480;
/// The room at either side for letters that reach beyond their place.
const EDGE: i32 = 3;
/// The size of letters.
const LETTERS: i32 = 16;
/// How wide a letter is at most on average, in its size: figures and the percent sign of DejaVu Sans are this wide.
const LETTER_WIDTH: f64 = 0.72;

/// A color of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text and axes.
    Text,
    /// Text that explains.
    Dim,
    /// Lines behind the data.
    Grid,
    /// Data.
    Data,
    /// Data of a second kind.
    Other,
}

impl Ink {
    /// The variable of the style.
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

/// Where a text stands beside its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// What a chart is drawn on.
pub struct Sheet(RefCell<String>);

impl Sheet {
    fn add(&self, element: impl std::fmt::Display) {
        let _ = writeln!(self.0.borrow_mut(), "{element}");
    }

    /// A filled rectangle, as opaque as said.
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

    /// A line.
    pub fn line(&self, from: (i32, i32), to: (i32, i32), ink: Ink, width: u32) {
        let line = Line::new().set("x1", from.0).set("y1", from.1);
        let line = line.set("x2", to.0).set("y2", to.1);
        let line = line.set("stroke", ink.variable());
        self.add(line.set("stroke-width", width));
    }

    /// A filled circle.
    pub fn dot(&self, at: (i32, i32), radius: i32, ink: Ink) {
        let circle = Circle::new().set("cx", at.0).set("cy", at.1);
        self.add(circle.set("r", radius).set("fill", ink.variable()));
    }

    /// A line of text, its middle at the height of the point.
    pub fn text(&self, at: (i32, i32), place: At, ink: Ink, text: &str) {
        self.letters(at, place, ink, text, LETTERS);
    }

    /// The same in smaller letters.
    pub fn small(&self, at: (i32, i32), place: At, ink: Ink, text: &str) {
        self.letters(at, place, ink, text, LETTERS - 2);
    }

    fn letters(&self, at: (i32, i32), place: At, ink: Ink, text: &str, size: i32) {
        let place = match place {
            At::Start => "start",
            At::Middle => "middle",
            At::End => "end",
        };
        // What steers a reader's eye is shown, as everywhere on the page; markup is kept from being any by the library.
        let text = Text::new(terminal::shown(text))
            .set("x", at.0)
            .set("y", at.1);
        let text = text.set("dominant-baseline", "central");
        let text = text.set("text-anchor", place).set("font-size", size);
        self.add(text.set("fill", ink.variable()));
    }
}

/// How much room a text takes at most.
pub fn width_of(text: &str) -> i32 {
    (text.chars().count() as f64 * f64::from(LETTERS) * LETTER_WIDTH).ceil() as i32
}

/// A figure of the page.
pub struct Figure {
    /// Its name on the page, for links.
    pub id: &'static str,
    /// What it shows.
    pub title: &'static str,
    /// How to read it, and what it is made of.
    pub caption: String,
    /// What it shows, for whoever does not see it.
    pub alt: String,
    /// The drawing.
    pub svg: Drawing,
    /// The same as a table, in HTML.
    pub table: String,
}

/// A drawing of a size.
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
    /// The figure in HTML.
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

/// What stands in the place of a figure that cannot be drawn.
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
    fn a_drawing_has_the_colors_of_the_page_and_no_markup_of_the_data() {
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
