import ArgumentParser
import Charter
import Console
import SyncCore

/// `secteur charter check`
struct CharterCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: local(
            fr: "Vérifie une charte ; dit chaque ligne qui ne va pas, et pourquoi.",
            en: "Check a charter; tell each line that is wrong, and why."),
        discussion: local(
            fr: "Exemple :\n  secteur charter check charte.yaml",
            en: "Example:\n  secteur charter check charter.yaml"))

    @OptionGroup var argument: CharterArgument
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            do {
                let charter = try argument.charter()
                if output.json {
                    Output.json([
                        "name": .string(charter.name.text),
                        "version": .integer(Int64(charter.version)), "findings": [],
                    ])
                } else {
                    Output.line(
                        local(
                            fr:
                                "La charte « \(charter.name) », version \(charter.version), est bonne.",
                            en:
                                "The charter '\(charter.name)', version \(charter.version), is fine."
                        ))
                }
            } catch let refusal as CharterRefusal where output.json {
                Output.json(["findings": .array(refusal.findings.map(\.json))])
                try Console.end(.config)
            }
        }
    }
}

extension CharterFinding {
    fileprivate var json: JSON {
        [
            "line": .integer(Int64(line)), "column": .integer(Int64(column)),
            "rule": .string("\(rule)"), "what": .string(what.local),
            "remedy": .string(remedy.local),
        ]
    }
}
