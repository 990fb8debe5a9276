/// Why compressed bytes were refused.
package enum ZstdError: String, Error, Sendable, CaseIterable {
    /// Not a zstd frame.
    case notZstd = "not-zstd"
    /// The bytes end inside the frame.
    case truncated
    /// Bytes, or a second frame, follow the frame.
    case trailing
    /// The frame holds more than the caller allows, or wants a larger window to be read.
    case tooLarge = "too-large"
    /// A checksum, a table or a reference that can't be right.
    case corrupt
}
