import ArgumentParser
import Charter
import Console
import Foundation
import SummaryStore
import SyncCore

/// `secteur charter`
struct CharterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: local(
            fr: "La charte : ce qui est gardé, pourquoi, et ce qui part.",
            en: "The charter: what is kept, why, and what leaves."),
        subcommands: [
            CharterCheckCommand.self, CharterExplainCommand.self, CharterCDDLCommand.self,
            CharterRegisterCommand.self,
        ])
}

/// The charter that a command is about.
struct CharterArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Une charte ; par défaut celle du bureau, sinon celle du programme.",
                en: "A charter; by default the office's, else the program's."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String?

    @OptionGroup var office: OfficeOption

    init() {}

    func charter() throws -> Charter {
        if let charter = try CharterFile.read(path) { return charter }
        guard FileManager.default.fileExists(atPath: office.folder.summaries) else {
            return Charter.insertion()
        }
        return try SummaryStore(path: office.folder.summaries, sha256: Console.sha256).charter
    }
}

/// Charters as files.
enum CharterFile {
    /// The most that a charter has: some thousand lines.
    private static let maximumBytes = 1 << 20

    /// The charter in the file; `nil` for no path.
    static func read(_ path: String?) throws -> Charter? {
        guard let path else { return nil }
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: maximumBytes + 1)
        else { throw CharterMissing(path: path) }
        guard data.count <= maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw CharterMissing(path: path)
        }
        return try Charter.parse(text, file: path)
    }
}

/// There is no such file, or it is no text.
private struct CharterMissing: Explained {
    let path: String
    let code = "charter-missing"

    var what: Phrase {
        Phrase(
            fr: "\(path) n'est pas un fichier lisible de texte UTF-8.",
            en: "\(path) isn't a readable file of UTF-8 text.")
    }

    let remedy = Phrase(fr: "vérifiez le chemin", en: "check the path")
}

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
