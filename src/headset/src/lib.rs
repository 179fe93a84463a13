//! headset
