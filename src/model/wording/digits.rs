//! Digits of every script, and what may stand between their groups.

/// The digit that a character stands for and the zero of its script, for every decimal digit of Unicode.
pub(super) fn digit_of(c: char) -> Option<(u32, u32)> {
    let point = u32::from(c);
    if point < 0x80 {
        return c.to_digit(10).map(|digit| (digit, 0x30));
    }
    let after = ZEROS.partition_point(|zero| *zero <= point);
    let zero = *ZEROS.get(after.checked_sub(1)?)?;
    Some((point - zero, zero)).filter(|(digit, _)| *digit < 10)
}

/// Whether a character may stand between the groups of a number. Blanks: [`is_blank_separator`].
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, ',' | '.' | '\'' | '’' | '٬' | '٫') || is_blank_separator(c)
}

/// The blanks that may stand between groups: space, NBSP, figure, thin and narrow no-break space.
pub(super) fn is_blank_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

/// Whether it is known that a comma separates thousands and a dot decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// It is not: what can be meant in two ways is refused as such.
    Undecided,
    /// It is, for the whole column.
    Decided,
}

/// The zero of every script of decimal digits (Unicode general category Nd, version 14), in order.
pub(super) const ZEROS: [u32; 66] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30,
    0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
    0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC,
    0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];
