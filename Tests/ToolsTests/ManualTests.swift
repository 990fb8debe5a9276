import Foundation
import Testing

/// The manual is made from what the programs say of themselves: it can't tell of an option that is
/// gone, and leaves none out.
@Suite("The manual pages")
struct ManualTests {
    @Test(
        "every command and option has its words, in both languages",
        arguments: ["secteur": 1, "secteur-sync": 1, "secteur-hub": 8])
    func complete(program: String, section: Int) throws {
        try Machine.withFolder { folder in
            try make(in: folder)
            for (language, locale) in [("", "C.UTF-8"), ("fr/", "fr_FR.UTF-8")] {
                let page = try String(
                    contentsOf: folder.appending(
                        path: "\(language)man\(section)/\(program).\(section)"),
                    encoding: .utf8
                ).replacingOccurrences(of: "\\-", with: "-")
                try expectAll(of: [program], in: page, locale)
            }
        }
    }

    /// That the page holds what `--help` shows of a command and of those below it.
    private func expectAll(of command: [String], in page: String, _ locale: String) throws {
        let help = try Machine.run(
            Machine.programs.appending(path: command[0]).path, command.dropFirst() + ["--help"],
            locale: locale)
        try #require(help.code == 0)
        #expect(page.contains(command.joined(separator: " ")))
        let lines = help.output.split(separator: "\n")
        let options = lines.filter { $0.hasPrefix("  --") }.map { $0.split(separator: " ")[0] }
        for option in options where option != "--version" {
            #expect(page.contains(option), "\(command) \(option)")
        }
        guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return }
        let commands = lines[(start + 1)...].filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See ")
        }
        #expect(!commands.isEmpty)
        for line in commands {
            let name = line.split(whereSeparator: { $0 == " " || $0 == "," })[0]
            try expectAll(of: command + [String(name)], in: page, locale)
        }
    }

    @Test(
        "every page, of the units too, is set without a complaint",
        .enabled(
            if: Machine.has(Machine.groff), "SKIPPED: there is no groff, so nothing sets the manual"
        ))
    func wellFormed() throws {
        try Machine.withFolder { folder in
            try make(in: folder)
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let pages = files.filter { $0.hasSuffix(".1") || $0.hasSuffix(".8") }.sorted()
            #expect(pages.count == 12)
            // A page may stand for another by its name below the root.
            for page in pages where !page.hasSuffix(".timer.8") {
                let set = try Machine.run(
                    Machine.groff,
                    ["-K", "utf8", "-T", "utf8", "-man", "-ww", "-z", folder.path + "/" + page])
                #expect(set.code == 0 && set.errors.isEmpty, "\(page): \(set.errors)")
            }
        }
    }

    private func make(in folder: URL) throws {
        let made = try Machine.run(
            Machine.root.appending(path: "Tools/manual").path,
            [folder.path, "--programs", Machine.programs.path])
        try #require(made.code == 0, "\(made.errors)")
    }
}
