//! The director as a headset knows it: the course of sessions, and what holds whatever happens.

mod always;
mod films;
mod headset;
mod review;
mod rules;
mod story;
mod together;
