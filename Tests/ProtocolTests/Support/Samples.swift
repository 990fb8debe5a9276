import Crypto
import SyncCore

/// What the vectors are made of: identifiers that a reader of a hex dump recognises.
enum Samples {
    static let sha256: SHA256Function = { Array(SHA256.hash(data: $0)) }

    static let officeA = actor(0xa1)
    static let officeB = actor(0xb2)
    static let hub = actor(0xcc)

    /// Sixteen times the same byte, as nothing drawn at random is.
    static func actor(_ byte: UInt8) -> ActorID {
        ActorID(bytes: [UInt8](repeating: byte, count: 16))!
    }

    static func recordID(_ byte: UInt8) -> RecordID {
        RecordID(bytes: [UInt8](repeating: byte, count: 16))!
    }

    static func name(_ text: String) -> FieldName { FieldName(text: text)! }

    static func dot(_ actor: ActorID, _ n: UInt64) -> Dot { Dot(actor: actor, n: n) }

    static func version(_ dot: Dot, past: [Dot] = [], _ value: Value) -> Version {
        Version(dot: dot, past: VersionVector(past), value: value)
    }

    static func code(_ text: String) -> Value { .code(Code(text)!) }

    /// A field of versions of which none has seen another.
    static func field(_ versions: Version...) -> FieldState {
        versions.reduce(FieldState()) { $0.joined(with: FieldState($1)) }
    }

    static func contract(_ fields: [String: FieldState]) -> RecordState {
        RecordState(
            type: Code(literal: "contract"),
            fields: Dictionary(uniqueKeysWithValues: fields.map { (name($0), $1) }))
    }
}

extension JSONText {
    /// A message or record, as the two forms in which a person and a program read it.
    static func cbor(_ bytes: [UInt8]) throws -> [(String, JSONText)] {
        [
            ("cbor", .text(Hex.text(bytes))),
            ("diagnostic", .text(try Diagnostic.notation(of: bytes))),
        ]
    }

    /// A state without the packing: fields, versions, dots as `[actor, n]`.
    static func state(_ state: RecordState) -> JSONText {
        let fields = state.fields.sorted { $0.key < $1.key }.map { name, field in
            (name.text, JSONText.list(field.versions.map(version)))
        }
        return .object([("type", .text(state.type.text)), ("fields", .object(fields))])
    }

    private static func version(_ version: Version) -> JSONText {
        .object([
            ("dot", dot(version.dot)), ("past", .list(version.past.entries.map(dot))),
            ("value", value(version.value)),
        ])
    }

    private static func dot(_ dot: Dot) -> JSONText {
        .list([.text(dot.actor.description), .number(dot.n)])
    }

    private static func value(_ value: Value) -> JSONText {
        switch value {
        case .withdrawn: .null
        case .flag(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .code(let code): .text(code.text)
        }
    }
}

extension UInt64 {
    /// The most significant byte first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
