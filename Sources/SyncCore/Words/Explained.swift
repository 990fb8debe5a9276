/// An error that a person can act on. No part of it ever holds a personal value.
package protocol Explained: Error {
    /// A stable word for scripts and tests, such as `store-newer`.
    var code: String { get }
    /// What happened and where: the file, the line, the field's name.
    var what: Phrase { get }
    /// What to do about it.
    var remedy: Phrase { get }
}
