import SyncCore
import Testing

@testable import Confinement

/// What is asked of each version of the kernel's interface: all that it knows, and no more.
@Suite struct LandlockRulesTests {
    private let confinement = Confinement(
        files: ["/office/shared": .keeping, "/etc/hosts": .reading], connects: [443, 8080],
        binds: [8470, 443])

    private func rules(_ version: Int) -> LandlockRules {
        LandlockRules(confinement, for: LandlockVersion(rawValue: version))
    }

    @Test(
        arguments: [
            (1, 0x1fff), (2, 0x3fff), (3, 0x7fff), (4, 0x7fff), (5, 0xffff), (6, 0xffff),
            (7, 0xffff), (12, 0xffff),
        ] as [(Int, UInt64)])
    func everyRightThatTheKernelKnowsIsTakenAway(version: Int, rights: UInt64) {
        #expect(rules(version).files == FileRights(rawValue: rights))
    }

    @Test func theFirstVersionKnowsFilesAlone() {
        let rules = rules(1)
        #expect(rules.tcp == [])
        #expect(rules.scopes == [])
        #expect(rules.ports == [:])
        #expect(
            rules.paths == [
                "/office/shared": [.reading, .writeFile, .makeFile, .removeFile],
                "/etc/hosts": .reading,
            ])
    }

    @Test func theThirdKnowsTruncating() {
        #expect(rules(2).paths["/office/shared"]?.contains(.truncate) == false)
        #expect(rules(3).paths["/office/shared"] == .keeping)
    }

    @Test func theFourthTakesTCPAwayButForThePortsThatStay() {
        #expect(rules(3).tcp == [])
        let rules = rules(4)
        #expect(rules.tcp == [.bind, .connect])
        #expect(rules.ports == [443: [.bind, .connect], 8080: .connect, 8470: .bind])
        #expect(rules.scopes == [])
    }

    @Test func theSixthTakesSignalsAndAbstractSocketsAway() {
        #expect(rules(5).scopes == [])
        #expect(rules(6).scopes == [.abstractSockets, .signals])
        #expect(rules(7) == rules(6))
    }

    @Test func aSyncKeepsItsFolderAndReadsOfTheSystemOnly() {
        let sync = Confinement.sync(
            shared: "/office/shared", ports: [443], isWatching: false)
        #expect(sync.connects == [443])
        #expect(sync.binds == [])
        let written = sync.files.filter { !$0.value.isSubset(of: .reading) }
        #expect(written == ["/office/shared": .keeping, "/dev/null": .using])
        // Of the system, nothing that a person's files could lie in.
        let system = sync.files.keys.filter { $0 != "/office/shared" }
        for place in [
            "/", "/etc", "/home", "/root", "/usr", "/var", "/tmp", "/run", "/dev",
        ] {
            #expect(!system.contains(place))
        }
    }

    @Test func aHubKeepsItsFolderAndListensOnItsPort() {
        let hub = Confinement.hub(folder: "/srv/hub", port: 8470, announcements: nil)
        #expect(hub.connects == [])
        #expect(hub.binds == [8470])
        let written = hub.files.filter { !$0.value.isSubset(of: .reading) }
        #expect(written == ["/srv/hub": .keeping, "/dev/null": .using])
        let announcing = Confinement.hub(folder: "/srv/hub", port: 0, announcements: "/run/x")
        #expect(announcing.files["/run/x"] == .keeping)
    }

    /// Dispatch ends a program that may not look at its own threads, wherever the kernel numbers them.
    @Test func bothMayLookAtTheThreadsThatTheyWillHave() {
        let sync = Confinement.sync(shared: "/s", ports: [443], isWatching: false)
        let hub = Confinement.hub(folder: "/h", port: 8470, announcements: nil)
        #expect(sync.files["/proc"] == .readingByName && hub.files["/proc"] == .readingByName)
    }

    @Test func aWatchingSyncSeesTheSettingsOfAnotherNetwork() {
        func files(isWatching: Bool) -> [String: FileRights] {
            Confinement.sync(
                shared: "/s", ports: [], isWatching: isWatching
            ).files
        }
        var watching = files(isWatching: true)
        #expect(watching.removeValue(forKey: "/etc") == .readingByName)
        #expect(watching == files(isWatching: false))
    }

    @Test func whatIsInForceIsSaidInBothLanguages() {
        func sentences(_ version: Int?) -> [Phrase] {
            ConfinementInForce(version: version.map(LandlockVersion.init(rawValue:)))
                .sentences(folder: "/s")
        }
        #expect(
            sentences(nil).map(\.en) == [
                "This kernel has no Landlock: nothing but the permissions of files keeps this "
                    + "program from reading outside /s."
            ])
        #expect(
            sentences(3).map(\.en) == [
                "Confined (Landlock 3): of this machine's files, /s and the system's.",
                "TCP is not restricted: that takes Linux 6.7.",
            ])
        #expect(
            sentences(7).map(\.fr) == [
                "Confiné (Landlock 7) : des fichiers de cette machine, /s et le système.",
                "TCP : aucun autre port que ceux qu'il faut.",
                "Ni signal ni socket abstraite vers d'autres programmes.",
            ])
    }
}
