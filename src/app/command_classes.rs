//! What commands have in common, as far as it matters for how they are executed.

use crate::command::Command;

/// Whether a command would throw unsaved changes away.
pub(super) fn discards_changes(command: &Command) -> bool {
    matches!(command, Command::New | Command::OpenPath(_) | Command::OpenSample(_) | Command::Quit)
}

/// Whether whoever gives it no longer wants to leave after a save that is under way.
pub(super) fn cancels_pending(command: &Command) -> bool {
    discards_changes(command) || matches!(command, Command::Open | Command::SaveAs)
}

/// Whether a command is about the document that was open when it was given, and about no other.
pub(super) fn is_document_command(command: &Command) -> bool {
    !matches!(
        command,
        Command::New
            | Command::Open
            | Command::OpenPath(_)
            | Command::OpenSample(_)
            | Command::Quit
            | Command::Find
            | Command::Fit
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ToggleSidePanels
            | Command::ShowMinimap(_)
            | Command::SetColouring(_)
            | Command::ShowVolumes(_)
            | Command::ShowLegend(_)
            | Command::SetReducedMotion(_)
            | Command::SetLanguage(_)
            | Command::SetColorScheme(_)
            | Command::SetScale(_)
            | Command::ShowPage(_)
            | Command::ToggleFindings
            | Command::CancelJob
    )
}

/// Whether a command sees to what is being typed itself, or comes with every frame.
pub(super) fn skips_draft_flush(command: &Command) -> bool {
    matches!(
        command,
        Command::UpdateDraft(_) | Command::QueryTable(_) | Command::Update(_) | Command::Undo | Command::Redo
    )
}

/// Whether a command makes no sense with a map that lacks what was typed.
pub(super) fn needs_flushed_draft(command: &Command) -> bool {
    matches!(
        command,
        Command::Save | Command::SaveAs | Command::SaveTo(_) | Command::ExportPicture(_) | Command::ExportTable(_)
    )
}

/// Whether a command leads to a field at the side.
pub(super) fn needs_side_panels(command: &Command) -> bool {
    matches!(command, Command::EditName(_) | Command::LinkTo | Command::AddActor { .. } | Command::AddModel(_))
}

/// Whether a command is about where things stand on the whole map, which one must see for it.
pub(super) fn leaves_isolation(command: &Command) -> bool {
    matches!(
        command,
        Command::Tidy | Command::TidyThoroughly | Command::SetBands(_) | Command::AddActor { .. } | Command::AddStage
    )
}
