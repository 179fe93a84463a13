//! Where in a text something of an experience stands, for those who find fault with what it comes to.

use crate::problem::Place;
use crate::reader;
use crate::source::{Source, Span};
use crate::tree::Node;

/// A step on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'p> {
    /// The field of this name.
    Field(&'p str),
    /// What stands under this name in `{ }`.
    Key(&'p str),
    /// What stands at this place in `[ ]`, or without a name in `( )`; from 0.
    Item(usize),
}

/// Where a value stands: the word before its bracket, or all of it if it has none. The beginning of the text
/// if there is no such value.
///
/// ```
/// use manifest::{Part, place_of};
/// let text = b"Experience(\n  scenes: {\"shore\": Scene(timeline: [At(3, []), At(9, [])])})";
/// let way = [Part::Field("scenes"), Part::Key("shore"), Part::Field("timeline"), Part::Item(1)];
/// let place = place_of(text, &way);
/// assert_eq!((place.line, place.column, place.length), (2, 49, 2));
/// ```
pub fn place_of(bytes: &[u8], way: &[Part<'_>]) -> Place {
    let Ok(source) = Source::new(bytes) else {
        return Place::START;
    };
    let (root, _) = reader::read(source.text);
    match find(&root, way) {
        Some(node) => source.place(span_of(node)),
        None => Place::START,
    }
}

fn find<'n, 'a>(root: &'n Node<'a>, way: &[Part<'_>]) -> Option<&'n Node<'a>> {
    way.iter().try_fold(root, |node, part| match part {
        Part::Field(name) => node.group()?.get(name),
        Part::Key(key) => {
            let mut entries = node.map().iter();
            entries
                .find(|(known, _)| known.text() == Some(key))
                .map(|(_, value)| value)
        }
        Part::Item(at) => node
            .list()
            .get(*at)
            .or_else(|| node.group()?.items.get(*at)),
    })
}

fn span_of(node: &Node<'_>) -> Span {
    node.group()
        .and_then(|group| group.name)
        .map_or(node.span, |name| name.span)
}
