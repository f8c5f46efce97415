//! What a person asks for who shows a map at a meeting.

/// A step of a presentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presenting {
    /// Show the slides.
    Start,
    /// Go back to where one was.
    Stop,
    /// The next slide; its next step where steps are walked through.
    Next,
    /// The slide before; its step before where steps are walked through.
    Previous,
    /// The first slide.
    First,
    /// The last slide.
    Last,
    /// The slide at this position, from 0 on.
    GoTo(usize),
    /// One more link of the route.
    NextStep,
    /// One link of the route fewer.
    PreviousStep,
    /// Show this help for the speaker, or put it away.
    Toggle(PresentingAid),
}

/// What helps a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PresentingAid {
    /// A black screen.
    Black,
    /// All slides, small.
    Strip,
    /// A pointer that leaves a line which fades.
    Laser,
    /// Everything is dimmed but what is around the pointer.
    Spotlight,
    /// The speaker's notes, and the slide that comes next.
    Notes,
    /// The fields of what is selected.
    Fields,
    /// The next slide comes only when the route of this one has been walked along.
    Steps,
}
