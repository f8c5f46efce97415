//! The window, used as a person would: by what it shows and what one can press.

mod alone;
mod bands;
mod bar;
mod chain;
mod channels;
mod desk;
mod dragging;
mod edit;
mod figures;
mod files;
mod focus;
mod goals;
mod keys;
mod letters;
mod levels;
mod look;
mod moving;
mod paper;
mod read;
mod reliance;
mod sight;
mod survey;
mod tables;
mod thorough;
mod trial;
mod volumes;
