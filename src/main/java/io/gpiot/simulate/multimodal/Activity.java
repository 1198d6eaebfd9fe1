package io.gpiot.simulate.multimodal;

import java.util.Locale;

/** Activities at home: each modality alone takes some of them for others. */
enum Activity {
    SLEEP(Posture.LYING, Movement.STILL, Sound.NONE),
    CALL_IN_BED(Posture.LYING, Movement.STILL, Sound.SPEECH),
    READ(Posture.SITTING, Movement.STILL, Sound.NONE),
    TALK(Posture.SITTING, Movement.STILL, Sound.SPEECH),
    TYPE(Posture.SITTING, Movement.QUICK_SMALL, Sound.CLICKS),
    EAT(Posture.SITTING, Movement.SLOW_SMALL, Sound.CLICKS),
    CALL_STANDING(Posture.STANDING, Movement.STILL, Sound.SPEECH),
    WASH_DISHES(Posture.STANDING, Movement.QUICK_SMALL, Sound.WATER),
    VACUUM(Posture.STANDING, Movement.SWEEP, Sound.MOTOR),
    WALK(Posture.STANDING, Movement.WALK, Sound.STEPS),
    STRETCH(Posture.STANDING, Movement.SWEEP, Sound.NONE);

    /** Heights of head and chest above the floor in metres. */
    enum Posture {
        LYING(0.6, 0.55),
        SITTING(1.2, 0.85),
        STANDING(1.65, 1.25);

        private final double head;
        private final double chest;

        Posture(double head, double chest) {
            this.head = head;
            this.chest = chest;
        }

        double head() {
            return head;
        }

        double chest() {
            return chest;
        }
    }

    /** What hands and body do, as strokes a second and their size in metres. */
    enum Movement {
        STILL(0, 0, 0),
        QUICK_SMALL(2.6, 0.06, 0),
        SLOW_SMALL(0.8, 0.22, 0),
        SWEEP(0.7, 0.5, 0.12),
        WALK(1.8, 0.18, 0.9);

        private final double hertz;
        private final double hand;
        private final double body;

        Movement(double hertz, double hand, double body) {
            this.hertz = hertz;
            this.hand = hand;
            this.body = body;
        }

        double hertz() {
            return hertz;
        }

        double hand() {
            return hand;
        }

        /** Sway of the trunk in metres; of someone who walks, speed in metres a second. */
        double body() {
            return body;
        }
    }

    enum Sound {
        NONE,
        SPEECH,
        CLICKS,
        WATER,
        MOTOR,
        STEPS
    }

    private final Posture posture;
    private final Movement movement;
    private final Sound sound;

    Activity(Posture posture, Movement movement, Sound sound) {
        this.posture = posture;
        this.movement = movement;
        this.sound = sound;
    }

    Posture posture() {
        return posture;
    }

    Movement movement() {
        return movement;
    }

    Sound sound() {
        return sound;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
