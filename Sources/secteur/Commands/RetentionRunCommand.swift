import ArgumentParser
import Charter
import Console
import Desk
import SyncCore

/// `secteur retention run`
struct RetentionRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: local(
            fr: "Efface ce qui a passé son délai, le plus ancien contact d'abord.",
            en: "Erase what has outlived its period, oldest contact first."),
        discussion: local(
            fr: """
                Exemples :
                  secteur retention --dry-run
                  secteur retention run
                  secteur retention run --yes                    chaque nuit, par cron

                Rien n'est nommé : seulement des nombres. Ce qui était parti est effacé du hub à la \
                prochaine synchronisation. Les dossiers gelés restent. Si la date de la machine \
                semble fausse, rien n'est fait avant que quelqu'un ne la confirme.
                """,
            en: """
                Examples:
                  secteur retention --dry-run
                  secteur retention run
                  secteur retention run --yes                    every night, by cron

                Nothing is named: only counts are told. What had left is erased at the hub by the \
                next sync. Frozen case files stay. When the machine's date seems wrong, nothing is \
                done before somebody confirms it.
                """))

    @Flag(help: ArgumentHelp(local(fr: "Compte seulement.", en: "Count only.")))
    var dryRun = false

    @Flag(help: ArgumentHelp(local(fr: "Ne demande pas.", en: "Don't ask.")))
    var yes = false

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Confirme que nous sommes bien ce jour-là (AAAA-MM-JJ).",
                en: "Confirm that it is this day (YYYY-MM-DD)."), valueName: "date"))
    var confirmDate: String?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let looking = ProgressDisplay(
                Phrase(fr: "Dossiers", en: "Case files"), quiet: output.json)
            let plan = try desk.retentionPlan { looking.update(done: $0) }
            looking.end()
            let words = RetentionWords(plan: plan)
            if dryRun || !output.json { tell(words, plan.tally, isDone: false) }
            if dryRun { return }
            guard !plan.tally.isEmpty || plan.tally.undated > 0 else {
                if output.json { Output.json(words.json(plan.tally, isDone: true)) }
                return
            }
            if let doubt = plan.doubt, CivilDate(confirmDate ?? "") != plan.today {
                throw ClockRefusal(doubt: doubt, today: plan.today)
            }
            try Console.confirm(
                Phrase(fr: "Effacer cela pour toujours ?", en: "Erase that for ever?"), agreed: yes)
            let purging = ProgressDisplay(
                Phrase(fr: "Effacement", en: "Erasing"), quiet: output.json)
            let tally = try desk.purge(plan) { purging.update(done: $0) }
            purging.end()
            tell(words, tally, isDone: true)
        }
    }

    private func tell(_ words: RetentionWords, _ tally: RetentionTally, isDone: Bool) {
        if output.json {
            Output.json(words.json(tally, isDone: isDone))
        } else {
            Output.line(words.text(tally, isDone: isDone))
        }
    }
}

/// Why nothing is purged by the machine's date.
private struct ClockRefusal: ExitCoded {
    let doubt: ClockDoubt
    let today: CivilDate
    let code = "clock-doubtful"
    let exit = Exit.config

    var what: Phrase {
        switch doubt {
        case .behind(let newest):
            Phrase(
                fr: "Cette machine se croit le \(today), mais on y a travaillé le \(newest).",
                en: "This machine takes it to be \(today), but was worked on on \(newest).")
        case .ahead(let newest):
            Phrase(
                fr: "Cette machine se croit le \(today), et rien n'y a été noté depuis le "
                    + "\(newest).",
                en: "This machine takes it to be \(today), and nothing was noted on it since "
                    + "\(newest).")
        case .unknown:
            Phrase(
                fr: "Cette machine se croit le \(today), et rien ici ne permet de le vérifier.",
                en: "This machine takes it to be \(today), and nothing here can confirm that.")
        }
    }

    var remedy: Phrase {
        Phrase(
            fr: "si c'est bien la date du jour, ajoutez --confirm-date \(today) ; sinon réglez "
                + "l'horloge",
            en: "if that is today's date, add --confirm-date \(today); otherwise set the clock")
    }
}
