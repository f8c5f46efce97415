//! What is told of a journal of edits that cannot be read, or only in part.

use crate::language::{Language, integer};
use crate::storage::{JournalDamage, JournalError, RecoverError, ReplayError};

/// How much of a damaged journal was read, and how much not.
pub fn damage_sentence(damage: JournalDamage, language: Language) -> String {
    let [read, dropped] = [damage.read, damage.dropped].map(|count| integer(count as u64, language));
    match language {
        Language::Vietnamese => format!("Nhật ký hỏng ở dòng {}: đọc được {read} mục, bỏ {dropped} mục.", damage.line),
        Language::English => {
            format!("The journal is damaged at line {}: {read} records were read, {dropped} dropped.", damage.line)
        }
    }
}

/// Why a journal gives nothing back.
pub fn recover_sentence(error: &RecoverError, language: Language) -> String {
    let text = match (error, language) {
        (RecoverError::Unreadable(_), Language::Vietnamese) => "Không đọc được tệp nhật ký.",
        (RecoverError::Unreadable(_), Language::English) => "The file of the journal cannot be read.",
        (RecoverError::TooLarge, Language::Vietnamese) => "Tệp nhật ký quá lớn.",
        (RecoverError::TooLarge, Language::English) => "The file of the journal is too large.",
        (RecoverError::Journal(JournalError::NoHeader), Language::Vietnamese) => "Tệp nhật ký hỏng ngay ở đầu.",
        (RecoverError::Journal(JournalError::NoHeader), Language::English) => "The journal is damaged at its start.",
        (RecoverError::Journal(JournalError::Newer), Language::Vietnamese) => {
            "Nhật ký do bản Lienket mới hơn ghi; hãy mở bằng bản đó."
        }
        (RecoverError::Journal(JournalError::Newer), Language::English) => {
            "The journal was written by a newer version of Lienket; open it with that one."
        }
        (RecoverError::NoBase, Language::Vietnamese) => "Không còn bản đồ mà các sửa đổi này dựa vào.",
        (RecoverError::NoBase, Language::English) => "The map on which these edits build is not there any more.",
        (RecoverError::InUse, Language::Vietnamese) => "Một cửa sổ khác đang dùng các sửa đổi này.",
        (RecoverError::InUse, Language::English) => "Another window is working on these edits.",
        (RecoverError::Replay(ReplayError::OtherMap | ReplayError::Invalid(_)), Language::Vietnamese) => {
            "Các sửa đổi không khớp với bản đồ."
        }
        (RecoverError::Replay(ReplayError::OtherMap | ReplayError::Invalid(_)), Language::English) => {
            "The edits do not fit the map."
        }
    };
    text.to_owned()
}
