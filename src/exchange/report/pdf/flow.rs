//! Lays a report out on pages: what does not fit goes on on the next one, headings stay with what follows, the heads of a
//! table come again.

use super::lines::lines_of;
use crate::exchange::paper::{Bookmark, Part, PartKind, TextLine, TextStyle, push_frame, push_text_lines};
use crate::exchange::report::blocks::{Block, Figure, Prose, Report, Table};
use crate::exchange::svg::{LabelStyle, export_svg, push_label, push_rect, push_root};
use crate::language::{Language, page_line};
use crate::scene::{Area, FontWeight, Point, text_width};
use crate::theme::{Palette, Rgb};

/// A4, and the margins of Decree 30/2020/NĐ-CP, in points: top and bottom 20 mm, left 30 mm, right 15 mm.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
const LEFT: f32 = 85.04;
const RIGHT: f32 = PAGE.0 - 42.52;
const TOP: f32 = 56.69;
const BOTTOM: f32 = PAGE.1 - 56.69;
const WIDTH: f32 = RIGHT - LEFT;

/// Font sizes, in points.
const TITLE_SIZE: f32 = 18.0;
const HEADING_SIZES: [f32; 2] = [14.0, 12.0];
const TEXT_SIZE: f32 = 11.0;
const TABLE_SIZE: f32 = 9.5;
const FOOT_SIZE: f32 = 9.0;
/// From line to line, by the size.
const SPACING: f32 = 1.4;
/// Space above and below blocks.
const GAP: f32 = 5.0;
const HEADING_GAPS: [f32; 2] = [16.0, 10.0];
/// Indentation of lists, and padding of cells.
const INDENT: f32 = 13.0;
const PADDING: (f32, f32) = (4.0, 3.0);
/// A chain is drawn at this scale at most, and so high at most.
const MAX_SCALE: f32 = 0.8;
const MAX_HEIGHT: f32 = 340.0;
/// Lines that a heading keeps below it on its page.
const KEPT_LINES: f32 = 3.0;
/// A row of a table of up to so many lines is not parted.
const WHOLE_ROW: usize = 14;
const HEAD_COLOUR: Rgb = Rgb(0xe8, 0xee, 0xf2);
const RULE_COLOUR: Rgb = Rgb(0x9a, 0xa7, 0xb3);

/// The pages.
pub(super) struct Flow<'a> {
    pub pages: Vec<Vec<Part<'a>>>,
    pub bookmarks: Vec<Bookmark>,
    /// The lower edge of what stands on the last page.
    y: f32,
    language: Language,
    palette: &'static Palette,
}

impl<'a> Flow<'a> {
    /// Lays a report out.
    pub fn of(report: &'a Report) -> Self {
        let palette = Palette::standard(false);
        let mut flow =
            Self { pages: vec![Vec::new()], bookmarks: Vec::new(), y: TOP, language: report.language, palette };
        let muted =
            TextStyle { size: TEXT_SIZE, weight: FontWeight::Regular, colour: palette.text_muted, spacing: SPACING };
        flow.text(&Prose::plain(report.kind), muted, PartKind::Text);
        let title = TextStyle { size: TITLE_SIZE, weight: FontWeight::Bold, colour: palette.text, spacing: SPACING };
        flow.text(&Prose::plain(report.title.as_str()), title, PartKind::Heading(1, report.title.clone()));
        flow.y += GAP;
        for (name, value) in &report.facts {
            flow.text(&Prose::labelled(name, value.as_str()), flow.plain(), PartKind::Text);
        }
        for block in &report.blocks {
            flow.block(block);
        }
        flow.number_pages();
        flow
    }

    fn plain(&self) -> TextStyle {
        TextStyle { size: TEXT_SIZE, weight: FontWeight::Regular, colour: self.palette.text, spacing: SPACING }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(level, title) => self.heading(*level, title),
            Block::Text(prose) => {
                // What only announces something stays with it.
                self.keep(if prose.text.is_empty() { KEPT_LINES } else { 1.0 } * self.plain().leading());
                self.text(prose, self.plain(), PartKind::Text);
                self.y += GAP;
            }
            Block::List(lines) => {
                for line in lines {
                    self.item(line);
                }
                self.y += GAP;
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
        }
    }

    /// Goes on on a new page unless there is so much room on this one.
    fn keep(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    fn push(&mut self, svg: String, kind: PartKind) {
        self.push_part(Part { svg, at: Point::new(0.0, 0.0), scale: 1.0, kind, picture: None });
    }

    fn push_part(&mut self, part: Part<'a>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(part);
        }
    }

    fn heading(&mut self, level: u8, title: &str) {
        let nth = usize::from(level.saturating_sub(1)).min(HEADING_SIZES.len() - 1);
        let [size, gap] = [HEADING_SIZES, HEADING_GAPS].map(|of| of.get(nth).copied().unwrap_or(TEXT_SIZE));
        if self.y > TOP {
            self.y += gap;
        }
        self.keep(size * 1.4 + KEPT_LINES * self.plain().leading());
        let page = self.pages.len() - 1;
        self.bookmarks.push(Bookmark { level, title: title.to_owned(), page, top: self.y });
        let style = TextStyle { size, weight: FontWeight::Bold, colour: self.palette.text, spacing: SPACING };
        // The title of the report is the first level of all.
        self.text(&Prose::plain(title), style, PartKind::Heading(level + 1, title.to_owned()));
        self.y += GAP / 2.0;
    }

    fn text(&mut self, prose: &Prose, style: TextStyle, kind: PartKind) {
        let style = TextStyle { colour: prose.colour.unwrap_or(style.colour), ..style };
        self.lines(&lines_of(prose, style, WIDTH), LEFT, style, kind);
    }

    fn item(&mut self, text: &str) {
        let style = self.plain();
        let lines = lines_of(&Prose::plain(text), style, WIDTH - INDENT);
        self.keep(style.leading());
        let mut svg = self.begin();
        let bullet = LabelStyle { size: style.size, weight: style.weight, colour: style.colour };
        push_label(&mut svg, "•", Point::new(LEFT + 2.0, self.y + style.leading() / 2.0), bullet);
        self.push(svg + "</svg>\n", PartKind::Text);
        self.lines(&lines, LEFT + INDENT, style, PartKind::Text);
    }

    /// Lines one below the other, on as many pages as they need.
    fn lines(&mut self, mut lines: &[TextLine], left: f32, style: TextStyle, kind: PartKind) {
        let mut kind = Some(kind);
        while !lines.is_empty() {
            self.keep(style.leading());
            let room = (((BOTTOM - self.y) / style.leading()) as usize).max(1);
            let (here, rest) = lines.split_at(room.min(lines.len()));
            let mut svg = self.begin();
            push_text_lines(&mut svg, here, (left, self.y), style);
            self.push(svg + "</svg>\n", kind.take().unwrap_or(PartKind::Text));
            self.y += here.len() as f32 * style.leading();
            lines = rest;
        }
    }

    fn table(&mut self, table: &Table) {
        let mut left = LEFT;
        let columns: Vec<(f32, f32)> = table
            .columns
            .iter()
            .map(|(_, part)| {
                let column = (left, WIDTH * f32::from(*part) / 1_000.0);
                left += column.1;
                column
            })
            .collect();
        let heads: Vec<Prose> = table.columns.iter().map(|(head, _)| Prose::strong(*head, None)).collect();
        let heads = self.cells(&heads, &columns);
        let line_height = self.cell_style(None).leading();
        let height = |lines: usize| lines as f32 * line_height + 2.0 * PADDING.1;
        let head_height = height(tallest(&heads));
        self.keep(head_height + height(2));
        self.row(&heads, &columns, head_height, true);
        for row in &table.rows {
            let mut cells = self.cells(row, &columns);
            loop {
                let all = tallest(&cells);
                let wanted = if all <= WHOLE_ROW { all } else { 2 };
                if self.y + height(wanted) > BOTTOM {
                    self.keep(f32::INFINITY);
                    self.row(&heads, &columns, head_height, true);
                }
                let room = ((BOTTOM - self.y - 2.0 * PADDING.1) / line_height) as usize;
                let taken = all.min(room.max(1));
                let rest: Vec<Cell> = cells
                    .iter_mut()
                    .map(|cell| Cell { lines: cell.lines.split_off(taken.min(cell.lines.len())), style: cell.style })
                    .collect();
                self.row(&cells, &columns, height(taken), false);
                if taken == all {
                    break;
                }
                cells = rest;
            }
        }
        self.y += 2.0 * GAP;
    }

    fn cell_style(&self, colour: Option<Rgb>) -> TextStyle {
        TextStyle {
            size: TABLE_SIZE,
            weight: FontWeight::Regular,
            colour: colour.unwrap_or(self.palette.text),
            spacing: SPACING,
        }
    }

    fn cells(&self, row: &[Prose], columns: &[(f32, f32)]) -> Vec<Cell> {
        let cell = |(prose, (_, width)): (&Prose, &(f32, f32))| {
            let style = self.cell_style(prose.colour);
            Cell { lines: lines_of(prose, style, (width - 2.0 * PADDING.0).max(style.size)), style }
        };
        row.iter().zip(columns).map(cell).collect()
    }

    fn row(&mut self, cells: &[Cell], columns: &[(f32, f32)], height: f32, is_head: bool) {
        let mut svg = self.begin();
        for (cell, (left, width)) in cells.iter().zip(columns) {
            let min = Point::new(*left, self.y);
            let area = Area { min, max: Point::new(left + width, self.y + height) };
            if is_head {
                push_rect(&mut svg, area, HEAD_COLOUR);
            }
            push_frame(&mut svg, area, RULE_COLOUR);
            push_text_lines(&mut svg, &cell.lines, (left + PADDING.0, self.y + PADDING.1), cell.style);
        }
        self.push(svg + "</svg>\n", PartKind::Text);
        self.y += height;
    }

    fn figure(&mut self, figure: &'a Figure) {
        let (width, height) = figure.picture.size();
        let scale = (WIDTH / width.max(1.0)).min(MAX_HEIGHT / height.max(1.0)).min(MAX_SCALE);
        self.keep(height * scale + GAP);
        self.push_part(Part {
            svg: export_svg(&figure.picture),
            at: Point::new(LEFT, self.y),
            scale,
            kind: PartKind::Figure(figure.alt.clone()),
            picture: Some(&figure.picture),
        });
        self.y += height * scale + 2.0 * GAP;
    }

    fn number_pages(&mut self) {
        let style = LabelStyle { size: FOOT_SIZE, weight: FontWeight::Regular, colour: self.palette.text_muted };
        let (count, language) = (self.pages.len(), self.language);
        for number in 1..=count {
            let label = page_line(number, count, language);
            let start = RIGHT - text_width(&label, style.weight, style.size);
            let mut svg = self.begin() + "<g id=\"foot\">";
            push_label(&mut svg, &label, Point::new(start, PAGE.1 - 30.0), style);
            let part = Part {
                svg: svg + "</g></svg>\n",
                at: Point::new(0.0, 0.0),
                scale: 1.0,
                kind: PartKind::Text,
                picture: None,
            };
            if let Some(page) = self.pages.get_mut(number - 1) {
                page.push(part);
            }
        }
    }

    /// The start of a drawing of the size of a page.
    fn begin(&self) -> String {
        let mut svg = String::new();
        push_root(&mut svg, Area { min: Point::new(0.0, 0.0), max: Point::new(PAGE.0, PAGE.1) }, "", self.language);
        svg
    }
}

/// A cell of a table, in lines.
struct Cell {
    lines: Vec<TextLine>,
    style: TextStyle,
}

fn tallest(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default().max(1)
}
