/// What an `XMLReader` meets. Comments, instructions and attributes are passed over.
enum XMLEvent: Equatable, Sendable {
    case start(String)
    /// Text with references resolved, in pieces when comments or CDATA marks interrupt it. Text of
    /// white space alone is passed over.
    case text(String)
    case end(String)
    /// The root element is closed and nothing but comments follows.
    case finished
}

/// Why an `XMLReader` stopped.
enum XMLFault: Error, Equatable {
    /// The file must not be read at all, or not further.
    case refused(ImportRefusal)
    /// The text is not well formed here, or larger than the limits. Reading may go on after
    /// `XMLReader.skip(past:)`.
    case broken(ImportRule, line: Int)
}
