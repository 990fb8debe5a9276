import Charter
import Simulation
import SyncCore

/// Any text ends in findings with their places, or in a charter of which every output can be made.
enum CharterTarget {
    static func run(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        if let charter = try read(text) { try check(charter) }
    }

    /// The charter; `nil` for a text that is refused as it should be.
    static func read(_ text: String) throws -> Charter? {
        do throws(CharterRefusal) {
            return try Charter.parse(text, file: "fuzzed.yaml")
        } catch {
            try promise(!error.findings.isEmpty, "a refusal says why")
            let breaks: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
            let lines = text.unicodeScalars.count { breaks.contains($0) }
            for finding in error.findings {
                try promise(
                    1...(lines + 2) ~= finding.line && finding.column >= 1,
                    "a finding has its place in the text")
            }
            return nil
        }
    }

    static func check(_ charter: Charter) throws {
        for type in charter.types {
            for field in type.fields where field.type.neverLeaves {
                try promise(field.exit == nil, "what never leaves has no exit")
            }
        }
        for type in charter.summarySchema.types {
            let registers = type.registers
            try promise(Set(registers).count == registers.count, "registers differ by name")
            try promise(registers.count <= RecordLimits.registers, "a record has room for all")
        }
        for language in Language.allCases {
            let outputs = [
                charter.explain(language), charter.register(language), charter.notice(language),
            ]
            try promise(outputs.allSatisfy { !$0.isEmpty }, "every output says something")
        }
        try promise(!charter.cddl().isEmpty, "there is a CDDL")
        try promise(charter.digest(simulatedHash).count == 32, "there is a digest")
    }
}
