//! How the window looks: colours and size.

/// Light or dark, and the contrast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColorScheme {
    /// Follow the system.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
    /// Black and white as far as possible; light or dark stays as it was chosen before, else follows the system.
    HighContrast,
}

impl ColorScheme {
    /// Every scheme, in menu order.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];
}

/// The scale of the user interface, on top of the system's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UiScale {
    /// The system's scale.
    #[default]
    Usual,
    /// A quarter larger.
    Larger,
    /// Half as large again.
    Large,
    /// Twice as large.
    Largest,
}

impl UiScale {
    /// Every size, from the smallest.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Larger, Self::Large, Self::Largest];

    /// The factor.
    pub fn factor(self) -> f32 {
        match self {
            Self::Usual => 1.0,
            Self::Larger => 1.25,
            Self::Large => 1.5,
            Self::Largest => 2.0,
        }
    }
}
