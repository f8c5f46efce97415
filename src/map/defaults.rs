//! Which values of fields are not written: those that a field has when it is left out.

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(super) fn is_one(value: &u32) -> bool {
    *value == 1
}
