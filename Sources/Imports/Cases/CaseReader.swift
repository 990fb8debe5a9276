/// Reads the cases of a file one after the other, in constant memory.
package protocol CaseReader {
    /// What became of the content so far.
    var tally: ImportTally { get }

    /// The next household or row; `nil` at the end.
    ///
    /// Throws when nothing more of the file can be read; what was yielded before stands.
    mutating func next() throws(ImportRefusal) -> ImportItem?
}
