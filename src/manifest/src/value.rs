//! From the tree to the types, by serde, once the tree has been found right.
//!
//! The words of RON are read as manifests write them: `Photo(file: …)` for a variant that holds a
//! struct, and an optional field without `Some( )`.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::tree::{Kind, Node};

/// Why a tree is not a value of the type. What the [check](crate::shape) lets through never is.
pub(crate) type Error = de::value::Error;

/// Reads a value of any type from a tree.
pub(crate) fn read<T: DeserializeOwned>(node: &Node<'_>) -> Result<T, Error> {
    T::deserialize(node)
}

impl<'de, 'n: 'de> IntoDeserializer<'de, Error> for &'n Node<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de, 'n: 'de> de::Deserializer<'de> for &'n Node<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Text(text) => visitor.visit_str(text),
            Kind::Number(_) => match (self.whole(), self.number()) {
                (Some(whole), _) => visitor.visit_u32(whole),
                (None, Some(number)) => visitor.visit_f32(number),
                (None, None) => Err(de::Error::invalid_value(
                    Unexpected::Other("this number"),
                    &visitor,
                )),
            },
            Kind::Word("true") => visitor.visit_bool(true),
            Kind::Word("false") => visitor.visit_bool(false),
            Kind::Word(word) => visitor.visit_str(word),
            Kind::List(items) => sequence(items, visitor),
            Kind::Group(group) if group.fields.is_empty() => sequence(&group.items, visitor),
            Kind::Group(group) => {
                let fields = group
                    .fields
                    .iter()
                    .map(|field| (field.name.text, &field.value));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            Kind::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (key, value));
                visitor.visit_map(MapDeserializer::new(entries))
            }
            Kind::Broken => Err(de::Error::custom("something unreadable")),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.number() {
            Some(number) => visitor.visit_f32(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Word(word) => visitor.visit_enum(Variant {
                name: word,
                content: None,
            }),
            Kind::Group(group) => match group.name {
                Some(name) => visitor.visit_enum(Variant {
                    name: name.text,
                    content: Some(self),
                }),
                None => Err(de::Error::custom("a word before the bracket is missing")),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn sequence<'de, 'n: 'de, V: Visitor<'de>>(
    items: &'n [Node<'_>],
    visitor: V,
) -> Result<V::Value, Error> {
    let mut sequence = SeqDeserializer::new(items.iter());
    let value = visitor.visit_seq(&mut sequence)?;
    sequence.end()?;
    Ok(value)
}

/// A word, alone or before a bracket.
struct Variant<'n, 'a> {
    name: &'a str,
    content: Option<&'n Node<'a>>,
}

impl<'de, 'n: 'de, 'a> de::EnumAccess<'de> for Variant<'n, 'a> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: de::DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let name: de::value::StrDeserializer<'_, Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de, 'n: 'de> de::VariantAccess<'de> for Variant<'n, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(de::Error::custom("a bracket after a word that has none")),
        }
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        match self.content.map(|node| (node, &node.kind)) {
            // One value without a name is that value; anything else is what the word holds, unwrapped.
            Some((_, Kind::Group(group))) if group.fields.is_empty() && group.items.len() == 1 => {
                seed.deserialize(&group.items[0])
            }
            Some((node, _)) => seed.deserialize(node),
            None => Err(de::Error::custom("a word without its bracket")),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.struct_variant(&[], visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.content {
            Some(node) => de::Deserializer::deserialize_any(node, visitor),
            None => Err(de::Error::custom("a word without its bracket")),
        }
    }
}
