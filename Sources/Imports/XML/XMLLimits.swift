/// How much of an XML file is held at once, so that no file can exhaust the memory.
///
/// The longest text of the schema has some 350 characters, its deepest element lies at depth 8.
struct XMLLimits: Sendable {
    /// Elements open at once.
    var depth = 32
    /// Bytes of one element or attribute name.
    var nameBytes = 64
    /// Different names in one file.
    var names = 2_048
    /// Bytes of one element's own text, in UTF-8.
    var textBytes = 16 * 1024
    /// Bytes of one tag's attributes, comment or processing instruction.
    var markupBytes = 16 * 1024
}
