//! Private email addresses that belong to no one.

/// Domains of private addresses, reserved by RFC 2606.
pub const EMAIL_DOMAINS: &[&str] = &["example.com", "example.net", "example.org"];

/// Builds the part of an address before the `@`: `Françoise`, `O'Connor` give `francoise.oconnor`.
pub fn email_local(first: &str, last: &str) -> String {
    let mut local = String::with_capacity(first.len() + last.len() + 1);
    fold(first, &mut local);
    local.push('.');
    fold(last, &mut local);
    local
}

/// Appends a name in lowercase ASCII letters, dropping apostrophes, hyphens, and spaces.
fn fold(name: &str, out: &mut String) {
    for letter in name.chars() {
        match letter.is_ascii() {
            true if letter.is_alphabetic() => out.push(letter.to_ascii_lowercase()),
            true => {}
            false => letter
                .to_lowercase()
                .for_each(|one| fold_accented(one, out)),
        }
    }
}

/// Appends a lowercase letter without its accent.
fn fold_accented(letter: char, out: &mut String) {
    match letter {
        'a'..='z' => out.push(letter),
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
        'ç' | 'ć' | 'č' => out.push('c'),
        'é' | 'è' | 'ê' | 'ë' | 'ę' => out.push('e'),
        'í' | 'ì' | 'î' | 'ï' | 'ı' => out.push('i'),
        'ğ' => out.push('g'),
        'ł' => out.push('l'),
        'ñ' | 'ń' => out.push('n'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
        'ř' => out.push('r'),
        'ś' | 'š' | 'ş' => out.push('s'),
        'ß' => out.push_str("ss"),
        'ú' | 'ù' | 'û' | 'ü' => out.push('u'),
        'ý' => out.push('y'),
        'ż' | 'ź' | 'ž' => out.push('z'),
        _ => {}
    }
}
