//! Classes of commands that decide how they are executed.

use crate::command::Command;
use crate::session::Subject;

/// Whether a command discards unsaved changes.
pub(super) fn discards_changes(command: &Command) -> bool {
    matches!(
        command,
        Command::New
            | Command::NewFromTemplate(_)
            | Command::NewFromOwnTemplate(_)
            | Command::OpenPath(_)
            | Command::Rescue(..)
            | Command::OpenSample(_)
            | Command::RecoverUnsaved { .. }
            | Command::OpenCopy
            | Command::Quit
    )
}

/// Whether a command cancels a close or quit that waits for a save.
pub(super) fn cancels_pending(command: &Command) -> bool {
    discards_changes(command) || matches!(command, Command::Open | Command::SaveAs)
}

/// Whether a command applies only to the document that was open when it was submitted.
pub(super) fn is_document_command(command: &Command) -> bool {
    !matches!(
        command,
        Command::New
            | Command::ShowTemplates
            | Command::ShowUnsaved
            | Command::RecoverUnsaved { .. }
            | Command::DiscardUnsaved(_)
            | Command::NewFromTemplate(_)
            | Command::NewFromOwnTemplate(_)
            | Command::RemoveTemplate(_)
            | Command::Open
            | Command::OpenPath(_)
            | Command::Rescue(..)
            | Command::OpenSample(_)
            | Command::Quit
            | Command::Find
            | Command::FindAndReplace
            | Command::Palette
            | Command::ShowKeys
            | Command::ShowAbout
            | Command::OpenGuide
            | Command::OpenGuideAt(_)
            | Command::ShowTour
            | Command::Fit
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ToggleSidePanels
            | Command::ToggleFullScreen
            | Command::ShowMinimap(_)
            | Command::SetColouring(_)
            | Command::ShowVolumes(_)
            | Command::ShowLinkLabels(_)
            | Command::ShowLegend(_)
            | Command::SetReducedMotion(_)
            | Command::SetLanguage(_)
            | Command::SetColorScheme(_)
            | Command::SetScale(_)
            | Command::ShowPage(_)
            | Command::ToggleFindings
            | Command::SetColumns(..)
            | Command::CancelJob
    )
}

/// Whether the draft is not flushed before a command: it handles the draft itself, or is sent every frame.
pub(super) fn skips_draft_flush(command: &Command) -> bool {
    matches!(
        command,
        Command::UpdateDraft(_)
            | Command::UpdateEntry(_)
            | Command::QueryTable(_)
            | Command::PlanPaste(_)
            | Command::Update(_)
            | Command::Undo
            | Command::Redo
    )
}

/// Whether a command is dropped when the draft cannot be flushed into the map.
pub(super) fn needs_flushed_draft(command: &Command) -> bool {
    matches!(
        command,
        Command::Save
            | Command::SaveAs
            | Command::SaveTo(_)
            | Command::SaveAsTemplate
            | Command::ShowHistory
            | Command::ShowExport(_)
            | Command::Export(_)
            | Command::Print
            | Command::ExportTable(_)
            | Command::ExportWorkbook
            | Command::ExportResults
            | Command::CopyPicture
    )
}

/// Whether a command changes the map, or begins to; one that is not known here counts as if it did.
pub(super) fn changes_map(command: &Command) -> bool {
    let is_of_files = !is_document_command(command);
    let is_harmless = matches!(
        command,
        Command::Save
            | Command::SaveAs
            | Command::SaveTo(_)
            | Command::SaveAsTemplate
            | Command::ShowExport(_)
            | Command::Export(_)
            | Command::Print
            | Command::ExportTable(_)
            | Command::ExportWorkbook
            | Command::ExportResults
            | Command::ShowUnsaved
            | Command::RecoverUnsaved { .. }
            | Command::DiscardUnsaved { .. }
            | Command::ShowHistory
            | Command::CloseHistory
            | Command::ShowVersion(_)
            | Command::Compare
            | Command::ChooseCompared
            | Command::CompareWith(_)
            | Command::SwapComparison
            | Command::ShowChange(_)
            | Command::CloseComparison
            // What somebody else has done is looked at.
            | Command::Reload
            | Command::KeepMine
            | Command::ShowFileChanges
            | Command::TakeOver
            | Command::OpenCopy
            | Command::SelectAll
            | Command::Select(_)
            | Command::SelectAlike(_)
            | Command::GoTo(_)
            | Command::Highlight(_)
            | Command::Reveal(_)
            | Command::ToggleIsolation
            | Command::Escape
            | Command::SetNeighborhood(_)
            | Command::HideRest(_)
            | Command::SetFilter(_)
            | Command::SetYear(_)
            | Command::StepYear(_)
            | Command::Present(_)
            | Command::SetProduct(_)
            | Command::ShowAllFields(_)
            | Command::FitSelection
            | Command::GoBack
            | Command::GoForward
            | Command::QueryTable(_)
            | Command::PlanPaste(_)
            | Command::Copy
            | Command::CopyPicture
            | Command::CopyTable(_)
            | Command::ClosePasteNotice
            | Command::UpdateEntry(_)
            | Command::AddWhatIf(_)
            | Command::DiscardWhatIf
            | Command::RemoveProposal(_)
            | Command::Recompute
    );
    !is_of_files && !is_harmless
}

/// Whether a command needs a field in the side panels.
pub(super) fn needs_side_panels(command: &Command) -> bool {
    matches!(
        command,
        Command::EditName(Subject::Model(_) | Subject::Link(_))
            | Command::ShowHistory
            | Command::LinkTo
            | Command::AddModel(_)
            | Command::RenameStage(_)
            | Command::InsertStage { .. }
    )
}

/// Whether a command changes positions on the whole map, which must be visible then.
pub(super) fn leaves_isolation(command: &Command) -> bool {
    matches!(
        command,
        Command::Tidy
            | Command::TidyThoroughly
            | Command::SetBands(_)
            | Command::AddActor { .. }
            | Command::AddLinkedActor(_)
            | Command::DuplicateTo(_)
            | Command::Arrange(_)
            | Command::TidySelection
            | Command::Grow(..)
            | Command::AddStage
            | Command::InsertStage { .. }
    )
}

/// Whether a command can be executed while an earlier version is shown, of which nothing can be edited: what only looks at
/// it, what saves the map, and what is of no document.
pub(super) fn works_on_version(command: &Command) -> bool {
    !is_document_command(command)
        || matches!(
            command,
            Command::Save
                | Command::SaveAs
                | Command::SaveTo(_)
                | Command::ShowHistory
                | Command::CloseHistory
                | Command::ShowVersion(_)
                | Command::RestoreVersion
                | Command::Compare
                | Command::ChooseCompared
                | Command::CompareWith(_)
                | Command::SwapComparison
                | Command::ShowChange(_)
                | Command::CloseComparison
                | Command::Reload
                | Command::KeepMine
                | Command::ShowFileChanges
                | Command::Escape
                | Command::Select(_)
                | Command::SelectAll
                | Command::GoTo(_)
                | Command::Highlight(_)
                | Command::Reveal(_)
                | Command::ToggleIsolation
                | Command::SetNeighborhood(_)
                | Command::HideRest(_)
                | Command::SetFilter(_)
                | Command::FitSelection
                | Command::GoBack
                | Command::GoForward
                | Command::SetYear(_)
                | Command::StepYear(_)
                | Command::Present(_)
                | Command::SetProduct(_)
                | Command::ShowAllFields(_)
                | Command::QueryTable(_)
                | Command::Recompute
        )
}
