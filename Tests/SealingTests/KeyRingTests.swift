import Foundation
import Testing

@testable import Sealing

@Suite("A key ring")
struct KeyRingTests {
    private let value = SecretValue(Array("correct horse\n".utf8))

    private func ring() -> KeyRing {
        var ring = KeyRing()
        ring.addKey()
        return ring
    }

    @Test("opens what it sealed, byte for byte", arguments: [0, 1, 12, 65_536])
    func opens(count: Int) throws {
        let value = SecretValue((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let ring = ring()
        let sealed = try ring.seal(value, for: "a")
        #expect(try ring.open(sealed, for: "a").bytes == value.bytes)
    }

    @Test("never seals the same value to the same bytes, nor leaves it readable in them")
    func random() throws {
        let ring = ring()
        let first = try ring.seal(value, for: "a")
        let second = try ring.seal(value, for: "a")
        #expect(first != second)
        #expect(first.bytes.range(of: Data("correct".utf8)) == nil)
    }

    @Test("doesn't open what was changed in any byte, is another secret's, or is cut short")
    func tampering() throws {
        let ring = ring()
        let sealed = try ring.seal(value, for: "a")
        for index in sealed.bytes.indices {
            var changed = sealed
            changed.bytes[index] ^= 1
            #expect(throws: SealingError.damaged(secret: "a", key: sealed.key)) { try ring.open(changed, for: "a") }
        }
        #expect(throws: SealingError.damaged(secret: "b", key: sealed.key)) { try ring.open(sealed, for: "b") }
        let short = SealedValue(key: sealed.key, bytes: sealed.bytes.prefix(3))
        #expect(throws: SealingError.damaged(secret: "a", key: sealed.key)) { try ring.open(short, for: "a") }
    }

    @Test("says which key it lacks")
    func missing() throws {
        let sealed = try ring().seal(value, for: "a")
        #expect(throws: SealingError.missingKey(sealed.key, secret: "a")) { try ring().open(sealed, for: "a") }
        #expect(throws: SealingError.noKeys) { try KeyRing().seal(value, for: "a") }
    }

    @Test("opens old and new while both keys are there, and only the new when the old is dropped")
    func rotation() throws {
        var ring = ring()
        let old = try ring.seal(value, for: "a")
        ring.addKey()
        let new = try ring.seal(try ring.open(old, for: "a"), for: "a")
        #expect(new.key != old.key)
        #expect(try ring.open(old, for: "a").isSame(as: try ring.open(new, for: "a")))
        ring.dropOldKeys()
        #expect(try ring.open(new, for: "a").bytes == value.bytes)
        #expect(throws: SealingError.missingKey(old.key, secret: "a")) { try ring.open(old, for: "a") }
    }
}

@Suite("A secret's value")
struct SecretValueTests {
    @Test("shows nothing of itself, however it is printed")
    func shown() {
        let value = SecretValue(Array("hunter2".utf8))
        var dumped = ""
        dump([value], to: &dumped)
        for text in ["\(value)", String(reflecting: value), "\([value])", "\(["a": value])", dumped] {
            #expect(!text.contains("hunter2") && !text.contains("104"), "\(text)")
        }
    }

    @Test(
        "is a variable without the one line end at its end, if it is text",
        arguments: [
            ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), ("a", "a"), ("\n", ""), (" a b ", " a b "), ("a\0b", nil),
        ] as [(String, String?)])
    func variable(text: String, variable: String?) {
        #expect(SecretValue(Array(text.utf8)).variable == variable)
    }

    @Test("that isn't UTF-8 is no variable")
    func bytes() { #expect(SecretValue([0xFF, 0xFE]).variable == nil) }
}
