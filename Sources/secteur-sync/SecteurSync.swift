import ArgumentParser
import Confinement
import Console
import Glibc
import SummaryStore
import SyncCore
import Transport

/// `secteur-sync`: the only program of an office that speaks to the network. It opens the shareable
/// store and nothing else; the confidential one it can't even name, and once it is confined the
/// kernel wouldn't let it.
@main
struct SecteurSync: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secteur-sync",
        abstract: local(
            fr: "Met ce bureau en phase avec son hub.",
            en: "Brings this office in sync with its hub."),
        discussion: SyncHelp.discussion.local,
        version: Console.version)

    /// `join` is looked for here: to the parser it would be a wrong number of seconds.
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.first == "join" {
            JoinCommand.main(Array(words.dropFirst()))
        } else {
            main(words)
        }
    }

    @OptionGroup var office: OfficeOption

    @Option(
        name: .customLong("hub"),
        help: ArgumentHelp(
            local(
                fr: "Adresse du hub ; par défaut celle que le bureau connaît.",
                en: "The hub's address; by default the one that the office remembers."),
            valueName: "url"))
    var hub: String?

    @Option(
        name: .customLong("secret-file"),
        help: ArgumentHelp(
            local(
                fr: "Fichier du secret, pour un hub sans TLS ; par défaut shared/hub.secret.",
                en: "The secret's file, for a hub without TLS; by default shared/hub.secret."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var secretFile: String?

    @OptionGroup var reach: LineOptions

    @Flag(
        name: .customLong("dry-run"),
        help: ArgumentHelp(
            local(
                fr: "Montre rubrique par rubrique ce qui partirait, et n'envoie rien.",
                en: "Show what would leave, field by field, and send nothing.")))
    var isDryRun = false

    @Flag(
        name: .customLong("watch"),
        help: ArgumentHelp(
            local(
                fr: "Recommence sans fin, toutes les 300 secondes ou comme indiqué.",
                en: "Go on for ever, every 300 seconds or as given.")))
    var watches = false

    @OptionGroup var output: JSONOption

    @Flag(
        name: .customLong("verbose"),
        help: ArgumentHelp(
            local(fr: "Raconte chaque échange.", en: "Tell about each exchange.")))
    var isVerbose = false

    @Flag(
        name: .customLong("quiet"),
        help: ArgumentHelp(
            local(
                fr: "N'affiche que les erreurs ; le code de sortie dit le reste.",
                en: "Print errors only; the exit code says the rest.")))
    var isQuiet = false

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Avec --watch : secondes entre deux synchronisations.",
                en: "With --watch: seconds between two syncs."),
            valueName: local(fr: "secondes", en: "seconds")))
    var seconds: Int?

    func validate() throws {
        if let seconds {
            guard watches else {
                throw ValidationError(
                    local(
                        fr: "« \(seconds) » n'a de sens qu'après --watch.",
                        en: "\"\(seconds)\" makes sense after --watch only."))
            }
            guard (1...86_400).contains(seconds) else {
                throw ValidationError(
                    local(
                        fr: "--watch veut de 1 à 86400 secondes.",
                        en: "--watch wants 1 to 86400 seconds."))
            }
        }
        if watches, isDryRun {
            throw ValidationError(
                local(
                    fr: "--watch et --dry-run ne vont pas ensemble.",
                    en: "--watch and --dry-run don't go together."))
        }
    }

    func run() throws {
        try Console.run {
            Interruption.listen()
            // What lies elsewhere is read before; the store is opened after.
            let remembered = try SummaryStore.setting(
                .hubAddress, ofStoreAt: office.folder.summaries)
            if isDryRun {
                try confine(ports: [])
                return try dryRun()
            }
            let line = try line(remembered: remembered)
            try confine(ports: line.ports)
            if watches { return try watch(line) }
            try end(after: try sync(line))
        }
    }
}

// MARK: What it does

extension SecteurSync {
    private func dryRun() throws {
        let run = DryRun(store: try openStore(), words: .local)
        if output.json {
            Output.json(try run.json())
        } else {
            try run.print { Output.line($0) }
        }
    }

    private func watch(_ line: HubLine) throws {
        var previous: SyncReport?
        var loop = WatchLoop(interval: .seconds(seconds ?? 300))
        var generator = SystemRandomNumberGenerator()
        while true {
            let report = try sync(line, after: previous)
            previous = report
            guard case .wait(let pause) = loop.next(after: report, using: &generator) else {
                return try end(after: report)
            }
            if Interruption.wait(pause) { return try end(after: report) }
        }
    }

    /// One sync, told as the person wants it.
    ///
    /// - Parameter previous: the one before, when watching: the same again isn't told twice.
    private func sync(_ line: HubLine, after previous: SyncReport? = nil) throws -> SyncReport {
        let store = try openStore()
        let connection = try line.connect(at: Int64(time(nil))) { problem in
            if isVerbose { Output.error(problem.what.local) }
        }
        let before = try store.status()
        let progress = SyncProgress(
            waiting: before.waiting + before.erasuresWaiting, isVerbose: isVerbose,
            isQuiet: isQuiet, words: .local)
        var run = SyncRun(
            store: store, transport: connection, policy: .attended, surroundings: .real,
            observe: progress.observe)
        let start = ContinuousClock.now
        var failure: (any Explained)?
        do {
            try run.run()
        } catch let error as any Explained {
            failure = try line.explanation(of: error, at: Int64(time(nil)))
        }
        progress.end()
        let report = SyncReport(
            tally: run.tally, status: try store.status(), quarantined: try store.quarantined(),
            duration: start.duration(to: .now), failure: failure)
        try store.close()
        if isVerbose || output.json || report.isNews(after: previous) { tell(report) }
        return report
    }

    private func tell(_ report: SyncReport) {
        if output.json {
            Output.json(report.json(in: Console.language))
        } else if !isQuiet {
            for line in report.sentences(.local) { Output.line(line) }
        }
    }

    /// The exit code; and for a failure that a person must act on, its words.
    private func end(after report: SyncReport) throws {
        if let signal = Interruption.signal { try Interruption.end(after: signal) }
        if report.state == .failed, !output.json, let failure = report.failure { throw failure }
        try Console.end(report.exit)
    }

    private func openStore() throws -> SummaryStore {
        try SummaryStore(path: office.folder.summaries, sha256: Console.sha256)
    }

    /// Keeps of this machine what a sync needs, and takes the rest away from this program.
    private func confine(ports: Set<UInt16>) throws {
        let shared = office.folder.shared
        let confinement = Confinement.sync(shared: shared, ports: ports, isWatching: watches)
        let inForce = try confinement.enforce()
        guard isVerbose, !output.json else { return }
        for sentence in inForce.sentences(folder: shared) { Output.error(sentence.local) }
    }

    /// - Parameter remembered: the address that the office has kept.
    private func line(remembered: String?) throws -> HubLine {
        guard let text = hub ?? remembered else { throw NoHub() }
        return try HubLine(
            to: HubAddress(text), options: reach.transport,
            files: IdentityFiles(in: office.folder),
            secretFile: secretFile ?? office.folder.hubSecret)
    }
}

extension SyncRun.Surroundings {
    /// The clock, the signals and the hash function of this process.
    fileprivate static var real: Self {
        Self(
            now: { Int64(time(nil)) }, wait: Interruption.wait,
            cancellation: .ofThisProcess, sha256: Console.sha256)
    }
}

/// The office doesn't know any hub.
private struct NoHub: ExitCoded {
    let code = "hub-not-set"
    let exit = Exit.config
    let what = Phrase(fr: "ce bureau ne connaît pas de hub", en: "this office knows no hub")
    let remedy = Phrase(
        fr: "demandez un code à qui tient le hub, puis : secteur join https://…",
        en: "ask whoever runs the hub for a code, then: secteur join https://…")
}
