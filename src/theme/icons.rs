//! Line icons of one stroke width in a box of 24 by 24: the same on screen and paper, without an icon font.

/// Side of the box that icons are drawn in.
pub const ICON_SIZE: f32 = 24.0;

/// One stroke of an icon, in box coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IconStroke {
    /// An open line.
    Polyline(&'static [(f32, f32)]),
    /// A closed line.
    Polygon(&'static [(f32, f32)]),
    /// A circle: centre and radius.
    Circle(f32, f32, f32),
    /// A filled circle: centre and radius.
    Dot(f32, f32, f32),
}
use IconStroke::{Circle, Dot, Polygon, Polyline};

/// The icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each says itself")]
pub enum Icon {
    Household,
    Group,
    Cooperative,
    Union,
    Trader,
    Enterprise,
    Market,
    Supporter,
    Firm,
    Loose,
    StopsShort,
    OnPaper,
    NoBuyer,
    Break,
    Error,
    Warning,
    Info,
    Question,
    Menu,
    Undo,
    Redo,
    Find,
    Previous,
    Next,
    Up,
    Down,
    Light,
    Dark,
    Fit,
    Pin,
    Lock,
    Close,
    Add,
    Remove,
    Bin,
    Model,
    Link,
    Present,
    Changed,
    Moved,
    Swap,
}

impl Icon {
    /// Every icon.
    pub const ALL: [Self; 41] = [
        Self::Household,
        Self::Group,
        Self::Cooperative,
        Self::Union,
        Self::Trader,
        Self::Enterprise,
        Self::Market,
        Self::Supporter,
        Self::Firm,
        Self::Loose,
        Self::StopsShort,
        Self::OnPaper,
        Self::NoBuyer,
        Self::Break,
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::Question,
        Self::Menu,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::Previous,
        Self::Next,
        Self::Up,
        Self::Down,
        Self::Light,
        Self::Dark,
        Self::Fit,
        Self::Pin,
        Self::Lock,
        Self::Close,
        Self::Add,
        Self::Remove,
        Self::Bin,
        Self::Model,
        Self::Link,
        Self::Present,
        Self::Changed,
        Self::Moved,
        Self::Swap,
    ];

    /// Its strokes.
    pub fn strokes(self) -> &'static [IconStroke] {
        match self {
            Self::Household => &[
                Polyline(&[(3.0, 11.5), (12.0, 4.0), (21.0, 11.5)]),
                Polyline(&[(5.5, 9.8), (5.5, 20.0), (18.5, 20.0), (18.5, 9.8)]),
                Polyline(&[(10.0, 20.0), (10.0, 14.0), (14.0, 14.0), (14.0, 20.0)]),
            ],
            Self::Group => &[
                Circle(12.0, 7.0, 3.0),
                Circle(5.5, 10.0, 2.3),
                Circle(18.5, 10.0, 2.3),
                Polyline(&[
                    (7.0, 20.0),
                    (7.0, 17.0),
                    (8.5, 14.5),
                    (12.0, 13.4),
                    (15.5, 14.5),
                    (17.0, 17.0),
                    (17.0, 20.0),
                ]),
                Polyline(&[(2.0, 18.5), (2.2, 16.4), (4.5, 15.0)]),
                Polyline(&[(22.0, 18.5), (21.8, 16.4), (19.5, 15.0)]),
            ],
            // A sheaf between two hands of grain.
            Self::Cooperative => &[
                Polyline(&[(12.0, 21.0), (12.0, 4.0)]),
                Polyline(&[(12.0, 9.5), (8.6, 8.4), (7.6, 5.0), (11.0, 6.2), (12.0, 9.5)]),
                Polyline(&[(12.0, 9.5), (15.4, 8.4), (16.4, 5.0), (13.0, 6.2), (12.0, 9.5)]),
                Polyline(&[(12.0, 15.0), (7.8, 13.8), (6.2, 10.0), (10.4, 11.0), (12.0, 15.0)]),
                Polyline(&[(12.0, 15.0), (16.2, 13.8), (17.8, 10.0), (13.6, 11.0), (12.0, 15.0)]),
                Polyline(&[(7.5, 20.5), (16.5, 20.5)]),
            ],
            Self::Union => &[
                Circle(12.0, 6.0, 3.0),
                Circle(5.5, 17.5, 3.0),
                Circle(18.5, 17.5, 3.0),
                Polyline(&[(10.6, 8.7), (7.0, 14.9)]),
                Polyline(&[(13.4, 8.7), (17.0, 14.9)]),
                Polyline(&[(8.5, 17.5), (15.5, 17.5)]),
            ],
            Self::Trader => &[
                Polyline(&[(3.0, 16.5), (2.5, 16.5), (2.5, 6.5), (14.0, 6.5), (14.0, 16.5), (9.0, 16.5)]),
                Polyline(&[(14.0, 10.0), (18.5, 10.0), (21.5, 13.2), (21.5, 16.5), (20.0, 16.5)]),
                Polyline(&[(14.0, 16.5), (15.2, 16.5)]),
                Circle(6.2, 17.2, 2.0),
                Circle(17.6, 17.2, 2.0),
            ],
            Self::Enterprise => &[
                Polygon(&[
                    (3.0, 20.0),
                    (3.0, 11.0),
                    (9.0, 7.5),
                    (9.0, 11.0),
                    (15.0, 7.5),
                    (15.0, 11.0),
                    (17.0, 11.0),
                    (17.6, 4.0),
                    (20.4, 4.0),
                    (21.0, 11.0),
                    (21.0, 20.0),
                ]),
                Polyline(&[(7.0, 15.5), (9.0, 15.5)]),
                Polyline(&[(11.5, 15.5), (13.5, 15.5)]),
                Polyline(&[(16.0, 15.5), (18.0, 15.5)]),
            ],
            Self::Market => &[
                Polyline(&[(4.5, 11.0), (4.5, 20.0), (19.5, 20.0), (19.5, 11.0)]),
                Polygon(&[(5.0, 4.0), (19.0, 4.0), (21.5, 9.5), (2.5, 9.5)]),
                Polyline(&[(2.5, 9.5), (4.0, 11.6), (6.0, 12.0), (8.8, 9.6)]),
                Polyline(&[(8.8, 9.6), (10.3, 11.8), (13.7, 11.8), (15.2, 9.6)]),
                Polyline(&[(15.2, 9.6), (18.0, 12.0), (20.0, 11.6), (21.5, 9.5)]),
                Polyline(&[(10.0, 20.0), (10.0, 15.5), (14.0, 15.5), (14.0, 20.0)]),
            ],
            Self::Supporter => &[
                Circle(12.0, 8.0, 4.5),
                Polyline(&[(12.0, 5.8), (12.0, 10.2)]),
                Polyline(&[(10.4, 8.0), (13.6, 8.0)]),
                Polyline(&[(2.5, 16.0), (6.5, 15.0), (10.0, 16.5), (13.5, 16.5), (13.5, 18.3), (9.5, 18.3)]),
                Polyline(&[(13.5, 17.4), (20.0, 14.6), (21.5, 16.0), (14.0, 20.8), (8.0, 20.0), (2.5, 20.8)]),
            ],
            Self::Firm => &[Polyline(&[(5.0, 12.5), (10.0, 17.5), (19.5, 6.5)])],
            Self::Loose => &[Polyline(&[
                (3.5, 13.5),
                (6.0, 10.2),
                (8.5, 9.6),
                (12.0, 12.0),
                (15.5, 14.4),
                (18.0, 13.8),
                (20.5, 10.5),
            ])],
            Self::StopsShort => &[
                Polyline(&[(3.5, 12.0), (15.0, 12.0)]),
                Polyline(&[(11.0, 8.0), (15.0, 12.0), (11.0, 16.0)]),
                Polyline(&[(19.5, 5.5), (19.5, 18.5)]),
            ],
            Self::OnPaper => &[
                Polygon(&[(6.0, 3.5), (14.5, 3.5), (18.5, 7.5), (18.5, 20.5), (6.0, 20.5)]),
                Polyline(&[(9.5, 11.0), (15.0, 11.0)]),
                Polyline(&[(9.5, 15.0), (13.0, 15.0)]),
            ],
            Self::NoBuyer => &[Polyline(&[(6.5, 6.5), (17.5, 17.5)]), Polyline(&[(17.5, 6.5), (6.5, 17.5)])],
            // A line that is cut.
            Self::Break => &[
                Polyline(&[(2.0, 12.0), (9.2, 12.0)]),
                Polyline(&[(7.4, 18.0), (11.0, 6.0)]),
                Polyline(&[(13.0, 18.0), (16.6, 6.0)]),
                Polyline(&[(14.8, 12.0), (22.0, 12.0)]),
            ],
            Self::Error => &[Circle(12.0, 12.0, 9.0), Polyline(&[(12.0, 7.0), (12.0, 13.0)]), Dot(12.0, 16.6, 1.3)],
            Self::Warning => &[
                Polygon(&[(12.0, 3.5), (21.5, 20.0), (2.5, 20.0)]),
                Polyline(&[(12.0, 9.5), (12.0, 14.0)]),
                Dot(12.0, 17.0, 1.2),
            ],
            Self::Info => &[Circle(12.0, 12.0, 9.0), Polyline(&[(12.0, 11.0), (12.0, 17.0)]), Dot(12.0, 7.4, 1.3)],
            Self::Question => &[
                Circle(12.0, 12.0, 9.0),
                Polyline(&[
                    (9.2, 9.8),
                    (9.7, 8.1),
                    (11.0, 7.1),
                    (12.6, 7.0),
                    (14.1, 7.8),
                    (14.8, 9.2),
                    (14.5, 10.7),
                    (13.2, 11.9),
                    (12.2, 12.7),
                    (12.0, 13.9),
                ]),
                Dot(12.0, 17.0, 1.3),
            ],
            Self::Menu => &[
                Polyline(&[(4.0, 7.0), (20.0, 7.0)]),
                Polyline(&[(4.0, 12.0), (20.0, 12.0)]),
                Polyline(&[(4.0, 17.0), (20.0, 17.0)]),
            ],
            Self::Undo => &[
                Polyline(&[(8.0, 5.0), (4.0, 9.0), (8.0, 13.0)]),
                Polyline(&[
                    (4.0, 9.0),
                    (14.5, 9.0),
                    (18.0, 10.5),
                    (19.5, 14.0),
                    (18.0, 17.5),
                    (14.5, 19.0),
                    (10.0, 19.0),
                ]),
            ],
            Self::Redo => &[
                Polyline(&[(16.0, 5.0), (20.0, 9.0), (16.0, 13.0)]),
                Polyline(&[(20.0, 9.0), (9.5, 9.0), (6.0, 10.5), (4.5, 14.0), (6.0, 17.5), (9.5, 19.0), (14.0, 19.0)]),
            ],
            Self::Find => &[Circle(10.5, 10.5, 6.5), Polyline(&[(15.3, 15.3), (20.5, 20.5)])],
            Self::Previous => &[Polyline(&[(14.5, 6.0), (8.5, 12.0), (14.5, 18.0)])],
            Self::Present => &[
                Polyline(&[(3.0, 4.5), (21.0, 4.5)]),
                Polygon(&[(5.0, 4.5), (19.0, 4.5), (19.0, 15.5), (5.0, 15.5)]),
                Polyline(&[(12.0, 15.5), (12.0, 18.0)]),
                Polyline(&[(8.0, 21.0), (12.0, 18.0), (16.0, 21.0)]),
            ],
            Self::Up => &[Polyline(&[(6.0, 14.5), (12.0, 8.5), (18.0, 14.5)])],
            Self::Down => &[Polyline(&[(6.0, 9.5), (12.0, 15.5), (18.0, 9.5)])],
            Self::Next => &[Polyline(&[(9.5, 6.0), (15.5, 12.0), (9.5, 18.0)])],
            Self::Light => &[
                Circle(12.0, 12.0, 4.2),
                Polyline(&[(12.0, 2.5), (12.0, 4.5)]),
                Polyline(&[(12.0, 19.5), (12.0, 21.5)]),
                Polyline(&[(2.5, 12.0), (4.5, 12.0)]),
                Polyline(&[(19.5, 12.0), (21.5, 12.0)]),
                Polyline(&[(5.3, 5.3), (6.7, 6.7)]),
                Polyline(&[(17.3, 17.3), (18.7, 18.7)]),
                Polyline(&[(5.3, 18.7), (6.7, 17.3)]),
                Polyline(&[(17.3, 6.7), (18.7, 5.3)]),
            ],
            Self::Dark => &[Polygon(&[
                (20.0, 14.5),
                (16.6, 15.4),
                (12.5, 14.4),
                (9.7, 11.5),
                (8.7, 7.4),
                (9.6, 4.0),
                (6.0, 6.2),
                (4.0, 10.0),
                (4.4, 14.6),
                (7.2, 18.4),
                (11.6, 20.0),
                (16.2, 18.9),
                (19.0, 16.6),
            ])],
            Self::Fit => &[
                Polyline(&[(4.0, 9.0), (4.0, 4.0), (9.0, 4.0)]),
                Polyline(&[(15.0, 4.0), (20.0, 4.0), (20.0, 9.0)]),
                Polyline(&[(20.0, 15.0), (20.0, 20.0), (15.0, 20.0)]),
                Polyline(&[(9.0, 20.0), (4.0, 20.0), (4.0, 15.0)]),
            ],
            Self::Pin => &[
                Polygon(&[(9.0, 3.5), (15.0, 3.5), (14.5, 10.0), (17.5, 14.0), (6.5, 14.0), (9.5, 10.0)]),
                Polyline(&[(12.0, 14.0), (12.0, 21.0)]),
            ],
            Self::Lock => &[
                Polygon(&[(5.5, 11.0), (18.5, 11.0), (18.5, 20.0), (5.5, 20.0)]),
                Polyline(&[(8.5, 11.0), (8.5, 8.0), (10.0, 5.2), (12.0, 4.5), (14.0, 5.2), (15.5, 8.0), (15.5, 11.0)]),
            ],
            // Folds away: a cross stands for models without a buyer, and for nothing else.
            Self::Close => &[Polyline(&[(6.0, 9.0), (12.0, 15.0), (18.0, 9.0)])],
            Self::Add => &[Polyline(&[(12.0, 5.0), (12.0, 19.0)]), Polyline(&[(5.0, 12.0), (19.0, 12.0)])],
            Self::Remove => &[Polyline(&[(5.0, 12.0), (19.0, 12.0)])],
            Self::Bin => &[
                Polyline(&[(4.0, 7.0), (20.0, 7.0)]),
                Polyline(&[(9.0, 7.0), (9.0, 4.0), (15.0, 4.0), (15.0, 7.0)]),
                Polyline(&[(6.0, 7.0), (7.0, 20.0), (17.0, 20.0), (18.0, 7.0)]),
                Polyline(&[(10.2, 10.5), (10.4, 16.5)]),
                Polyline(&[(13.8, 10.5), (13.6, 16.5)]),
            ],
            Self::Model => &[
                Circle(5.5, 12.0, 2.5),
                Circle(18.5, 12.0, 2.5),
                Polyline(&[(8.0, 12.0), (16.0, 12.0)]),
                Polyline(&[(13.0, 9.0), (16.0, 12.0), (13.0, 15.0)]),
            ],
            Self::Link => {
                &[Polyline(&[(4.0, 12.0), (20.0, 12.0)]), Polyline(&[(15.0, 7.0), (20.0, 12.0), (15.0, 17.0)])]
            }
            // Not equal: a tilde would look like the wave of a loose verdict.
            Self::Changed => &[
                Polyline(&[(4.5, 9.0), (19.5, 9.0)]),
                Polyline(&[(4.5, 15.0), (19.5, 15.0)]),
                Polyline(&[(15.0, 4.5), (9.0, 19.5)]),
            ],
            Self::Moved => &[
                Polyline(&[(4.0, 12.0), (20.0, 12.0)]),
                Polyline(&[(8.0, 8.0), (4.0, 12.0), (8.0, 16.0)]),
                Polyline(&[(16.0, 8.0), (20.0, 12.0), (16.0, 16.0)]),
            ],
            Self::Swap => &[
                Polyline(&[(4.0, 8.5), (20.0, 8.5)]),
                Polyline(&[(16.5, 5.0), (20.0, 8.5), (16.5, 12.0)]),
                Polyline(&[(20.0, 16.0), (4.0, 16.0)]),
                Polyline(&[(7.5, 12.5), (4.0, 16.0), (7.5, 19.5)]),
            ],
        }
    }
}
