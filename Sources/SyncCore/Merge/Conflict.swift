/// A field of a record whose concurrent values a person must decide between.
package struct Conflict: Hashable, Sendable {
    package let record: RecordID
    package let type: Code
    package let field: FieldName
    /// What the person is shown, and what their decision then supersedes.
    package let state: FieldState

    package init(record: RecordID, type: Code, field: FieldName, state: FieldState) {
        self.record = record
        self.type = type
        self.field = field
        self.state = state
    }
}
