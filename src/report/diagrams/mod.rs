//! Diagrams of tables and references: one per database, and one across databases.

mod across;
mod database;
mod layout;
mod line;

use super::html::{Align, code, escaped, table};
use crate::bundle::Manifest;
use crate::tables::{CATALOGUE, DATABASES, Reference, Table, references};

/// Renders a diagram on the page: at full width on a screen, scrollable on a phone.
fn figure(
    id: &str,
    title: &str,
    alt: &str,
    caption: &str,
    (width, height): (i32, i32),
    svg: &str,
) -> String {
    let (title, alt) = (escaped(title), escaped(alt));
    // Still readable when slightly reduced.
    let least = width * 9 / 10;
    format!(
        "<figure id=\"{id}\" class=\"diagram\">\n<h3>{title}</h3>\n\
         <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\n\
         <svg viewBox=\"0 0 {width} {height}\" style=\"min-width:{least}px;max-width:{width}px\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-text\">\n\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-text\">{alt}</desc>\n{svg}</svg>\n</div>\n\
         <figcaption>{}</figcaption>\n</figure>\n",
        escaped(caption)
    )
}

/// Renders a box with its name above a rule.
fn titled_box(
    name: &str,
    (x, y): (i32, i32),
    (width, height): (i32, i32),
    title: &Title,
) -> String {
    format!(
        "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"5\"/>\
         <path class=\"rule\" d=\"M{x} {}h{width}\"/>\
         <text class=\"name\" x=\"{}\" y=\"{}\">{}</text>\n",
        y + title.rule,
        x + title.left,
        y + title.base,
        escaped(name)
    )
}

/// Position of a box's name, relative to the upper left corner.
struct Title {
    /// Left edge of the name.
    left: i32,
    /// Baseline of the name.
    base: i32,
    /// Rule below the name.
    rule: i32,
}

/// Returns the tables of a database.
fn tables_of(database: &str, tables: &[&'static Table]) -> Vec<&'static Table> {
    let own = tables.iter().filter(|table| table.database == database);
    own.copied().collect()
}

/// Renders all diagrams of the tables in a bundle.
pub fn render(manifest: &Manifest) -> String {
    let here = |table: &&&'static Table| manifest.resource(table.database, table.name).is_some();
    let tables: Vec<&'static Table> = CATALOGUE.iter().filter(here).copied().collect();
    let all = references(&tables);
    let crossing: Vec<Reference> = all.iter().filter(|one| one.crosses()).copied().collect();
    let mut text = across::render(&tables, &crossing);
    let rows: Vec<Vec<String>> = crossing
        .iter()
        .map(|one| {
            let name = |database, table, column| code(&format!("{database}.{table}.{column}"));
            vec![
                name(one.from.database, one.from.name, one.column.name),
                name(one.to.database, one.to.name, one.to.key().name),
            ]
        })
        .collect();
    let heads = [("column", Align::Left), ("refers to", Align::Left)];
    let caption = format!("{} references between databases", rows.len());
    let list = table(&caption, &heads, &rows);
    text += &super::html::details(&caption, &list);
    for database in DATABASES {
        let own = tables_of(database, &tables);
        if !own.is_empty() {
            text += &database::render(database, &own, &all);
        }
    }
    text
}
