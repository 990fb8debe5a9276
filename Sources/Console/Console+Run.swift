internal import ArgumentParser
internal import CMalloc
internal import Glibc
package import SyncCore

extension Console {
    /// Runs the body of a command: prints an error that it throws in the person's language, and
    /// ends the program with the error's exit code.
    ///
    ///     mutating func run() throws {
    ///         try Console.run { … }
    ///     }
    ///
    /// Throws only what the argument parser understands.
    package static func run(_ body: () throws -> Void) throws {
        prepare()
        do {
            try body()
        } catch {
            throw ended(by: error)
        }
        try finish()
    }

    /// The same for an asynchronous command.
    package static func run(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Void
    ) async throws {
        prepare()
        do {
            try await body()
        } catch {
            throw ended(by: error)
        }
        try finish()
    }

    /// Ends a command that worked but has something to say by its exit code.
    package static func end(_ exit: Exit) throws {
        if exit != .ok { throw exit.asThrown }
    }

    private static func prepare() {
        secteur_share_one_heap()
        Output.prepare()
    }

    private static func finish() throws {
        if let error = Output.flush() { throw ended(by: error) }
    }

    /// Prints the error and returns what the argument parser ends the program with.
    private static func ended(by error: any Error) -> any Error {
        switch error {
        case is ExitCode, is CleanExit, is ValidationError:
            return error
        default:
            // Who asked for JSON gets the error as JSON too.
            if CommandLine.arguments.contains("--json") {
                Output.json(["error": JSON(of: explained(error), in: language)])
            }
            _ = Output.flush()
            Output.error(report(of: error, program: programName, in: language))
            return Exit(after: error).asThrown
        }
    }

    private static func explained(
        _ error: any Error, _ environment: Environment = .process
    ) -> any Explained {
        error as? any Explained ?? Unexplained(error, environment: environment)
    }

    /// The name that the program was started by.
    static var programName: String {
        let path = CommandLine.arguments.first ?? "secteur"
        return path.split(separator: "/").last.map(String.init) ?? path
    }

    /// An error in words: what happened, its code, and what to do.
    ///
    /// An error that explains itself never holds a personal value. Another might, so only the name of
    /// its type is printed; all of it when `SECTEUR_DEBUG` is set.
    package static func report(
        of error: any Error, program: String, in language: Language,
        environment: Environment = .process
    ) -> String {
        let explained = explained(error, environment)
        return """
            \(program): \(explained.what.in(language))
              code: \(explained.code)
              -> \(explained.remedy.in(language))
            """
    }
}

/// A fault of the program, or an error of a library that nobody foresaw.
private struct Unexplained: Explained {
    let code = "unexpected"
    let what: Phrase
    let remedy: Phrase

    init(_ error: any Error, environment: Environment) {
        let shown =
            environment["SECTEUR_DEBUG"] == nil
            ? String(describing: type(of: error)) : String(reflecting: error)
        what = Phrase(
            fr: "erreur imprévue : \(shown)", en: "an error that nobody foresaw: \(shown)")
        remedy = Phrase(
            fr: """
                rien de ce qui était enregistré n'est perdu ; signalez-le aux auteurs du programme, \
                au besoin avec ce qu'affiche SECTEUR_DEBUG=1 (à relire avant de l'envoyer)
                """,
            en: """
                nothing that was saved is lost; tell the authors of the program, if need be with \
                what SECTEUR_DEBUG=1 prints (read it before you send it)
                """)
    }
}
