import SyncCore

/// What a field of the dossier holds.
package enum FieldType: Hashable, Sendable {
    /// A line of free text, at most so many characters.
    case text(maximum: Int)
    /// Free text of any number of lines.
    case note(maximum: Int)
    /// The name of a person or of a partner.
    case name(maximum: Int)
    /// What leads to one person or case: NIR, CAF number, phone number, mail address.
    case identifier(maximum: Int)
    case date
    case birthDate
    case integer(ClosedRange<Int64>)
    case flag
    /// One code of a list.
    case code(CodeList)
    /// A set of codes of a list.
    case codes(CodeList)
    /// The five characters of a French commune's INSEE code.
    case commune

    /// The word for it in the charter.
    package var word: String {
        switch self {
        case .text: "text"
        case .note: "note"
        case .name: "name"
        case .identifier: "identifier"
        case .date: "date"
        case .birthDate: "birth-date"
        case .integer: "integer"
        case .flag: "flag"
        case .code: "code"
        case .codes: "codes"
        case .commune: "commune"
        }
    }

    /// Every word that `type:` may have.
    package static let words = [
        "text", "note", "name", "identifier", "date", "birth-date", "integer", "flag", "code",
        "codes", "commune",
    ]

    /// Whether a value of this type tells who somebody is or may say anything at all. There is no
    /// rule by which such a field leaves.
    package var neverLeaves: Bool {
        switch self {
        case .text, .note, .name, .identifier, .birthDate: true
        case .date, .integer, .flag, .code, .codes, .commune: false
        }
    }

    /// The list of the codes that it may hold.
    package var list: CodeList? {
        switch self {
        case .code(let list), .codes(let list): list
        default: nil
        }
    }
}
