//! The table of units, as it is read.

use std::sync::OnceLock;

use super::find::NameTable;

/// The most units that a table may have, of each level: far more than there are.
const MOST: usize = 20_000;
/// The digits of the code of a commune.
const CODE_LENGTH: usize = 5;

/// What a commune is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Xã, in the country.
    Rural,
    /// Phường, in a town.
    Ward,
    /// Thị trấn, until 2025.
    Township,
    /// Đặc khu, since 2025.
    SpecialZone,
}

impl UnitKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rural, Self::Ward, Self::Township, Self::SpecialZone];

    /// As it stands in front of a name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rural => "Xã",
            Self::Ward => "Phường",
            Self::Township => "Thị trấn",
            Self::SpecialZone => "Đặc khu",
        }
    }

    fn of_sign(sign: &str) -> Option<Self> {
        match sign {
            "x" => Some(Self::Rural),
            "p" => Some(Self::Ward),
            "t" => Some(Self::Township),
            "d" => Some(Self::SpecialZone),
            _ => None,
        }
    }
}

/// A commune of today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commune {
    /// Its code.
    pub code: u32,
    /// What it is.
    pub kind: UnitKind,
    /// Its name with its kind: Xã Thới Lai.
    pub name: String,
}

/// A commune of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerCommune {
    /// What it was.
    pub kind: UnitKind,
    /// Its name with its kind: Thị trấn Thới Lai.
    pub name: String,
    /// The communes of today that have a part of it, by their place in the province: one at least.
    pub now: Vec<usize>,
}

/// A district of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Its code.
    pub code: u32,
    /// Its name with its kind: Huyện Thới Lai.
    pub name: String,
    /// Its province of before, by its place in the province of today.
    pub former_province: usize,
    /// Its communes; none where it had none.
    pub communes: Vec<FormerCommune>,
    /// The commune of today that it became as a whole, by its place in the province.
    pub whole: Option<usize>,
}

/// A province of today.
#[derive(Debug, Default)]
pub struct Province {
    /// Its code.
    pub code: u32,
    /// Its name with its kind: Thành phố Cần Thơ.
    pub name: String,
    /// Its communes.
    pub communes: Vec<Commune>,
    /// The provinces of before that it is made of.
    pub former: Vec<String>,
    /// Their districts.
    pub districts: Vec<District>,
    pub(super) names: OnceLock<NameTable>,
}

/// All provinces.
#[derive(Debug, Default)]
pub struct Places {
    /// By code.
    pub provinces: Vec<Province>,
}

/// A line of the table that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceError {
    /// The line, from 1.
    pub line: usize,
}

impl Places {
    /// Reads a table.
    ///
    /// # Errors
    /// The first line that is none of such a table.
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let mut places = Self::default();
        for (at, line) in text.lines().enumerate() {
            if !line.is_empty() && !line.starts_with('#') {
                places.read_line(line).ok_or(PlaceError { line: at + 1 })?;
            }
        }
        Ok(places)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let (mark, rest) = line.split_once(' ')?;
        if mark.len() == 2 {
            let province = Province { code: mark.parse().ok()?, name: rest.to_owned(), ..Province::default() };
            self.provinces.push(province);
            return (self.provinces.len() <= MOST).then_some(());
        }
        let province = self.provinces.last_mut()?;
        let with_kind = |kind: UnitKind, name: &str| format!("{} {name}", kind.word());
        match mark {
            "<" => province.former.push(rest.split_once(' ')?.1.to_owned()),
            "-" => {
                let (code, name) = rest.split_once(' ')?;
                let former_province = province.former.len().checked_sub(1)?;
                let (code, name) = (code.parse().ok()?, name.to_owned());
                province.districts.push(District { code, name, former_province, communes: Vec::new(), whole: None });
            }
            "=" => {
                let whole = province.commune_of_code(rest)?;
                province.districts.last_mut()?.whole = Some(whole);
            }
            sign if let Some(kind) = UnitKind::of_sign(sign) => {
                let words: Vec<&str> = rest.split(' ').collect();
                let is_code =
                    |word: &&&str| word.len() == CODE_LENGTH && word.bytes().all(|byte| byte.is_ascii_digit());
                let codes = words.iter().rev().take_while(is_code).count();
                let (name, codes) = words.split_at_checked(words.len().checked_sub(codes).filter(|at| *at > 0)?)?;
                let now = codes.iter().map(|code| province.commune_of_code(code)).collect::<Option<Vec<usize>>>()?;
                let name = with_kind(kind, &name.join(" "));
                province.districts.last_mut()?.communes.push(FormerCommune { kind, name, now });
            }
            code if code.len() == CODE_LENGTH => {
                let (sign, name) = rest.split_once(' ')?;
                let kind = UnitKind::of_sign(sign)?;
                province.communes.push(Commune { code: code.parse().ok()?, kind, name: with_kind(kind, name) });
            }
            _ => return None,
        }
        let count = province.communes.len().max(province.districts.len()).max(province.former.len());
        (count <= MOST).then_some(())
    }
}

impl Province {
    /// The place of the commune with a code; they stand in the order of their codes.
    fn commune_of_code(&self, code: &str) -> Option<usize> {
        let code: u32 = code.parse().ok()?;
        self.communes.binary_search_by_key(&code, |commune| commune.code).ok()
    }
}
