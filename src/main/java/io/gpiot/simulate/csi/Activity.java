package io.gpiot.simulate.csi;

import static io.gpiot.simulate.csi.Motion.Part.LEFT_HAND;
import static io.gpiot.simulate.csi.Motion.Part.LEFT_LEG;
import static io.gpiot.simulate.csi.Motion.Part.RIGHT_HAND;
import static io.gpiot.simulate.csi.Motion.Part.RIGHT_LEG;
import static io.gpiot.simulate.csi.Motion.Part.TORSO;
import static io.gpiot.simulate.csi.Motion.move;
import static io.gpiot.simulate.csi.Motion.reach;
import static io.gpiot.simulate.csi.Motion.swing;
import static io.gpiot.simulate.csi.Motion.walk;

import io.gpiot.simulate.csi.Motion.Course;
import io.gpiot.simulate.csi.Motion.Part;
import java.util.List;

/** What people do in front of the link, as motions of their body's parts; each fits into two and a half seconds. */
enum Activity {
    HORIZONTAL_ARM_WAVE(of(RIGHT_HAND, 0.35, 0, 0, swing(1.1, 0))),
    HIGH_ARM_WAVE(of(RIGHT_HAND, 0, 0, 0.55, move(0, 0.4)), of(RIGHT_HAND, 0.2, 0, 0, swing(1.9, 0))),
    TWO_HANDS_WAVE(of(RIGHT_HAND, 0.3, 0, 0.1, swing(1.4, 0)), of(LEFT_HAND, -0.3, 0, 0.1, swing(1.4, 0))),
    HIGH_THROW(of(RIGHT_HAND, 0.1, -0.25, 0.5, move(0, 0.6)), of(RIGHT_HAND, 0, 0.75, 0.1, reach(0.7, 0.25, 0.7))),
    DRAW_X(
            of(RIGHT_HAND, 0.35, 0.1, -0.35, reach(0.1, 0.5, 0.5)),
            of(RIGHT_HAND, -0.35, 0.1, -0.35, reach(1.2, 0.5, 0.5))),
    DRAW_TICK(of(RIGHT_HAND, 0.12, 0.1, -0.2, move(0.1, 0.3)), of(RIGHT_HAND, 0.4, 0.1, 0.5, move(0.45, 0.6))),
    TOSS_PAPER(of(RIGHT_HAND, 0, 0.5, 0.2, reach(0.3, 0.3, 0.5))),
    FORWARD_KICK(of(RIGHT_LEG, 0, 0.6, 0.2, reach(0.2, 0.3, 0.45)), of(TORSO, 0, -0.06, 0, reach(0.2, 0.3, 0.45))),
    SIDE_KICK(of(RIGHT_LEG, 0.6, 0, 0.2, reach(0.2, 0.45, 0.6)), of(TORSO, -0.1, 0, 0, reach(0.2, 0.45, 0.6))),
    BEND(
            of(TORSO, 0, 0.3, -0.25, reach(0, 0.9, 0.9)),
            of(RIGHT_HAND, 0, 0.3, -0.6, reach(0, 0.9, 0.9)),
            of(LEFT_HAND, 0, 0.3, -0.6, reach(0, 0.9, 0.9))),
    HAND_CLAP(of(RIGHT_HAND, -0.15, 0.05, 0.1, swing(2.6, 0)), of(LEFT_HAND, 0.15, 0.05, 0.1, swing(2.6, 0))),
    WALK(
            of(TORSO, 0, 1.9, 0, walk(2.3)),
            of(RIGHT_LEG, 0, 1.9, 0, walk(2.3)),
            of(LEFT_LEG, 0, 1.9, 0, walk(2.3)),
            of(RIGHT_HAND, 0, 1.9, 0, walk(2.3)),
            of(LEFT_HAND, 0, 1.9, 0, walk(2.3)),
            of(RIGHT_LEG, 0, 0.3, 0, swing(0.9, 0)),
            of(LEFT_LEG, 0, -0.3, 0, swing(0.9, 0))),
    PHONE_CALL(of(RIGHT_HAND, -0.1, -0.05, 0.65, move(0.1, 0.9))),
    DRINK(of(RIGHT_HAND, -0.2, 0.05, 0.55, reach(0.1, 0.8, 0.9)), of(TORSO, 0, -0.05, 0, reach(0.6, 0.4, 0.5))),
    SIT_DOWN(
            of(TORSO, 0, -0.25, -0.45, move(0.1, 1.3)),
            of(RIGHT_HAND, 0, 0, -0.4, move(0.1, 1.3)),
            of(LEFT_HAND, 0, 0, -0.4, move(0.1, 1.3)));

    private final List<Motion> motions;

    Activity(Motion... motions) {
        this.motions = List.of(motions);
    }

    private static Motion of(Part part, double right, double forwards, double up, Course course) {
        return new Motion(part, new Point(right, forwards, up), course);
    }

    /** Where a part is, relative to the feet of someone who looks along y. */
    Point place(Part part, double time, double size) {
        Point place = part.rest();
        for (Motion motion : motions) {
            if (motion.part() == part) {
                place = place.plus(motion.way(), size * motion.course().at(time));
            }
        }
        return place;
    }

    String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
