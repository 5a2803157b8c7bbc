/* student.h: Student's t distribution. */
#ifndef STUDENT_H
#define STUDENT_H

/* P(|T| > |T|) for a variable with DOF > 0 degrees of freedom: the regularised
 * incomplete beta function by its continued fraction (Abramowitz and Stegun,
 * Handbook of mathematical functions, 1964, 26.5.27 and 26.5.8). */
double student_two_sided(double t, double dof);
/* The t > 0 that |T| exceeds with probability P, 0 < P < 1. */
double student_critical(double p, double dof);

#endif
