//! Plain-text tables for reports and query results, and how they adapt to narrow terminals.

use super::escape;

/// A column: a header and one cell per row.
#[derive(Clone, Debug)]
pub struct TextColumn {
    head: String,
    cells: Vec<String>,
    right: bool,
    paint: Option<fn(&str) -> String>,
}

impl TextColumn {
    /// Creates a left-aligned column of text.
    pub fn left(head: &str, cells: impl IntoIterator<Item = String>) -> TextColumn {
        TextColumn {
            head: escape(head),
            cells: cells.into_iter().map(|cell| escape(&cell)).collect(),
            right: false,
            paint: None,
        }
    }

    /// Creates a right-aligned column of numbers.
    pub fn right(head: &str, cells: impl IntoIterator<Item = String>) -> TextColumn {
        TextColumn {
            right: true,
            ..TextColumn::left(head, cells)
        }
    }

    /// Returns the column with colored cells.
    pub fn painted(self, paint: fn(&str) -> String) -> TextColumn {
        TextColumn {
            paint: Some(paint),
            ..self
        }
    }

    fn cell(&self, row: usize) -> &str {
        self.cells.get(row).map_or("", String::as_str)
    }

    fn shown(&self, row: usize) -> String {
        let cell = self.cell(row);
        self.paint
            .map_or_else(|| cell.to_string(), |paint| paint(cell))
    }

    fn width(&self) -> usize {
        let cells = self.cells.iter().chain([&self.head]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }

    /// Pads a cell, as displayed, to a width.
    fn filled(&self, cell: &str, shown: String, width: usize) -> String {
        let gap = " ".repeat(width - cell.chars().count());
        match self.right {
            true => gap + &shown,
            false => shown + &gap,
        }
    }
}

/// Renders columns separated by two spaces, which `awk` can split. If the terminal is too narrow, the first column becomes
/// headings, or else each row becomes a block with one line per column.
pub fn plain(columns: &[TextColumn], terminal: Option<usize>) -> String {
    const GAP: &str = "  ";
    let fits = |needed: usize| terminal.is_none_or(|width| needed <= width);
    match columns {
        all if fits(width(all, GAP)) => side_by_side(all, GAP),
        [first, others @ ..]
            if others.len() > 1 && fits(first.width().max(2 + width(others, GAP))) =>
        {
            headed(first, others, GAP)
        }
        _ => {
            let filled = |row| blocks(columns, row, GAP, |cell| !cell.is_empty());
            (0..rows(columns))
                .map(filled)
                .collect::<Vec<_>>()
                .join("\n")
        }
    }
}

/// Renders columns with rules between them and below the headers. If the terminal is too narrow, each row becomes a heading and
/// one line per field.
pub fn ruled(columns: &[TextColumn], terminal: Option<usize>) -> String {
    const GAP: &str = " | ";
    let rows = rows(columns);
    if terminal.is_some_and(|terminal| width(columns, GAP) + 2 > terminal) && rows > 0 {
        let block = |row| {
            format!(
                "-[ row {} ]-\n{}",
                row + 1,
                blocks(columns, row, GAP, |_| true)
            )
        };
        return (0..rows).map(block).collect();
    }
    let table = side_by_side(columns, GAP);
    let (head, body) = table.split_once('\n').unwrap_or_default();
    let rule = columns.iter().map(|column| "-".repeat(column.width() + 2));
    let rule = rule.collect::<Vec<_>>().join("+");
    let body = body
        .lines()
        .map(|line| format!(" {line}").trim_end().to_string() + "\n");
    let body: String = body.collect();
    format!(" {head}\n{rule}\n{body}")
}

fn rows(columns: &[TextColumn]) -> usize {
    columns
        .iter()
        .map(|column| column.cells.len())
        .max()
        .unwrap_or(0)
}

/// Returns the length of the longest line in characters.
fn width(columns: &[TextColumn], gap: &str) -> usize {
    let widths: usize = columns.iter().map(TextColumn::width).sum();
    widths + gap.len() * columns.len().saturating_sub(1)
}

/// Renders the headers, then each row.
fn side_by_side(columns: &[TextColumn], gap: &str) -> String {
    let widths = widths(columns);
    let lines = (0..rows(columns)).map(|row| line(columns, &widths, Some(row), gap) + "\n");
    line(columns, &widths, None, gap) + "\n" + &lines.collect::<String>()
}

fn widths(columns: &[TextColumn]) -> Vec<usize> {
    columns.iter().map(TextColumn::width).collect()
}

/// Renders a row, or the headers.
fn line(columns: &[TextColumn], widths: &[usize], row: Option<usize>, gap: &str) -> String {
    let cells = columns
        .iter()
        .zip(widths)
        .map(|(column, &width)| match row {
            None => column.filled(&column.head, column.head.clone(), width),
            Some(row) => column.filled(column.cell(row), column.shown(row), width),
        });
    let line = cells.collect::<Vec<_>>().join(gap);
    line.trim_end().to_string()
}

/// Renders the cells of a column as headings above the rows that share one.
fn headed(first: &TextColumn, others: &[TextColumn], gap: &str) -> String {
    let widths = widths(others);
    let mut text = format!("  {}\n", line(others, &widths, None, gap));
    for row in 0..rows(others).max(first.cells.len()) {
        if row == 0 || first.cell(row) != first.cell(row - 1) {
            text += &format!("{}\n", first.cell(row));
        }
        text += &format!("  {}\n", line(others, &widths, Some(row), gap));
    }
    text
}

/// Renders a row as lines of header and cell, for the wanted cells.
fn blocks(columns: &[TextColumn], row: usize, gap: &str, wanted: impl Fn(&str) -> bool) -> String {
    let heads = columns.iter().map(|column| column.head.chars().count());
    let width = heads.max().unwrap_or(0);
    let wanted = columns.iter().filter(|column| wanted(column.cell(row)));
    let line = |column: &TextColumn| {
        let line = format!("{:width$}{gap}{}", column.head, column.shown(row));
        line.trim_end().to_string() + "\n"
    };
    wanted.map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_the_terminal() {
        let words = |cells: [&str; 3]| cells.map(String::from);
        let columns = [
            TextColumn::left("database", words(["employees_db", "employees_db", "total"])),
            TextColumn::left("table", words(["departments", "employees", ""])),
            TextColumn::right("rows", words(["12", "150", "162"])),
        ];
        let wide = "database      table        rows\n\
                    employees_db  departments    12\n\
                    employees_db  employees     150\n\
                    total                       162\n";
        let headed = "  table        rows\n\
                      employees_db\n\
                      \u{20} departments    12\n\
                      \u{20} employees     150\n\
                      total\n\
                      \u{20}               162\n";
        let blocks = "database  employees_db\ntable     departments\nrows      12\n\n\
                      database  employees_db\ntable     employees\nrows      150\n\n\
                      database  total\nrows      162\n";
        for (width, wanted) in [
            (None, wide),
            (Some(31), wide),
            (Some(30), headed),
            (Some(19), headed),
            (Some(18), blocks),
        ] {
            assert_eq!(plain(&columns, width), wanted, "{width:?}");
        }
        let wide = " database     | table       | rows\n\
                    --------------+-------------+------\n\
                    \u{20}employees_db | departments |   12\n\
                    \u{20}employees_db | employees   |  150\n\
                    \u{20}total        |             |  162\n";
        let fields = "-[ row 1 ]-\ndatabase | employees_db\ntable    | departments\nrows     | 12\n\
                      -[ row 2 ]-\ndatabase | employees_db\ntable    | employees\nrows     | 150\n\
                      -[ row 3 ]-\ndatabase | total\ntable    |\nrows     | 162\n";
        for (width, wanted) in [(None, wide), (Some(35), wide), (Some(34), fields)] {
            assert_eq!(ruled(&columns, width), wanted, "{width:?}");
        }
    }

    #[test]
    fn control_characters_in_cells_are_escaped() {
        let column = TextColumn::left("name", ["a\u{1b}[31mb\n".to_string()]);
        assert_eq!(plain(&[column], None), "name\na\\u{1b}[31mb\\n\n");
    }
}
