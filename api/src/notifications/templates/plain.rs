//! A letter as plain text.

use super::{Block, Brand, Content};

pub(super) fn print(brand: &Brand, content: &Content) -> String {
    let mut parts = vec![content.title.clone()];
    for block in &content.blocks {
        parts.push(match block {
            Block::Text(text) | Block::Note(text) => text.clone(),
            Block::Heading(text) => (*text).to_owned(),
            // Indented, so that a reader that flows lines together leaves it alone.
            Block::Code(code) => format!("    {code}"),
            Block::Button(label, link) => format!("{label}:\n{link}"),
            Block::Table(rows) => {
                rows.iter().map(|(what, amount)| format!("{what}: {amount}")).collect::<Vec<_>>().join("\n")
            }
            Block::Quote(text) => text.trim().replace('\r', ""),
        });
    }
    parts.push(format!("-- \n{}\n{}", brand.name, brand.home));
    parts.extend(brand.foot.iter().cloned());
    parts.join("\n\n") + "\n"
}
